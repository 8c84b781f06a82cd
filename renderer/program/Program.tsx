import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/assertNever.ts';
import { momentWords } from '#shared/program/momentWords.ts';
import type { Phase } from '#shared/program/session.ts';
import type { Row } from '#shared/sync/rows.ts';
import { Tag } from '../design/Tag.tsx';
import { useLocale } from '../i18n/useLocale.ts';
import { useRows } from '../sync/useRows.ts';
import type { TalkEntry } from './talkEntries.ts';
import styles from './WorkshopPage.module.css';

/** The sessions in order, with their parts. */
export function Program({ entries }: { readonly entries: readonly TalkEntry[] }) {
  const { t } = useTranslation();
  const people = new Map((useRows('person') ?? []).map((row) => [row.id, row.data.name]));
  const sessions = [...(useRows('session') ?? [])].sort((a, b) => a.data.order - b.data.order);
  if (sessions.length === 0) return null;
  return (
    <section className={styles.section}>
      <div className={styles.bar}>
        <h2>{t('program.program')}</h2>
      </div>
      <ol>
        {sessions.map((session) => (
          <SessionItem
            key={session.id}
            session={session}
            talks={entries.filter(({ talk }) => talk.data.sessionId === session.id).length}
            chairs={session.data.chairIds.flatMap((id) => people.get(id) ?? [])}
          />
        ))}
      </ol>
    </section>
  );
}

type ItemProps = {
  readonly session: Row<'session'>;
  readonly talks: number;
  readonly chairs: readonly string[];
};

function SessionItem({ session: { data }, talks, chairs }: ItemProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const facts = [
    momentWords(data.start, locale) ?? t('program.timeUnknown'),
    talks > 0 ? t('program.moments.talks', { count: talks }) : null,
    chairs.length > 0 ? t('program.chairs', { names: chairs.join(', ') }) : null,
  ];
  return (
    <li className={styles.session}>
      <h3>
        {data.title} <Tag>{t(`program.sessionKinds.${data.kind}`)}</Tag>
      </h3>
      <p>{facts.filter(Boolean).join(' · ')}</p>
      {data.description ? <p>{data.description}</p> : null}
      <Phases phases={data.phases} />
    </li>
  );
}

function share(phase: Phase): number {
  switch (phase.length.kind) {
    case 'minutes':
      return phase.length.minutes;
    case 'fraction':
      return phase.length.numerator / phase.length.denominator;
    case 'at-the-end':
      return 1;
    default:
      return assertNever(phase.length);
  }
}

/** The parts of a session or a talk, each as wide as it is long where that is told. */
export function Phases({ phases }: { readonly phases: readonly Phase[] }) {
  const { t } = useTranslation();
  if (phases.length === 0) return null;
  const words = ({ length }: Phase) => {
    switch (length.kind) {
      case 'minutes':
        return t('program.phaseMinutes', { count: length.minutes });
      case 'fraction':
        return `${length.numerator}/${length.denominator}`;
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
