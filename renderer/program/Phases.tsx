import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/assertNever.ts';
import type { Phase } from '#shared/program/session.ts';
import styles from './Program.module.css';

function share({ length }: Phase): number {
  switch (length.kind) {
    case 'minutes':
      return length.minutes;
    case 'fraction':
      return length.numerator / length.denominator;
    case 'at-the-end':
      return 1;
    default:
      return assertNever(length);
  }
}

/** The parts of a session or a talk, each as wide as it is long where that is told. */
export function Phases({ phases }: { readonly phases: readonly Phase[] }) {
  const { t, i18n } = useTranslation();
  if (phases.length === 0) return null;
  const fraction = (text: string) => {
    const key = `program.fractions.${text}`;
    return i18n.exists(key) ? t(key as 'program.fractions.1/4') : text;
  };
  const words = ({ length }: Phase) => {
    switch (length.kind) {
      case 'minutes':
        return t('program.phaseMinutes', { count: length.minutes });
      case 'fraction':
        return fraction(`${length.numerator}/${length.denominator}`);
      case 'at-the-end':
        return t('program.phaseAtTheEnd');
      default:
        return assertNever(length);
    }
  };
  const comparable = phases.every(({ length }) => length.kind === phases[0]?.length.kind);
  return (
    <ul className={styles.phases} aria-label={t('program.phases')}>
      {phases.map((phase) => (
        <li
          key={phase.title}
          className={styles.phase}
          style={comparable ? { flexGrow: share(phase), flexBasis: 0 } : undefined}
        >
          <b>{phase.title}</b> {words(phase)}
        </li>
      ))}
    </ul>
  );
}
