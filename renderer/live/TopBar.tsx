import { SignalHigh, SignalLow, SignalMedium, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StagePhase } from '#shared/live/stage.ts';
import type { Session } from '#shared/program/session.ts';
import { useProgramNow } from '../sync/useProgramNow.ts';
import { clockText } from './clockText.ts';
import type { ConnectionQuality } from './connectionQuality.ts';
import { currentPhase } from './currentPhase.ts';
import styles from './TopBar.module.css';

const qualityIcons = { unknown: null, good: SignalHigh, fair: SignalMedium, poor: SignalLow } as const;

type Props = {
  readonly session: Session;
  readonly phase: StagePhase;
  readonly audience: number | null;
  /** `null` while there is no connection to judge; nothing is said of one before it is measured. */
  readonly quality: ConnectionQuality | null;
  readonly children: ReactNode;
};

/** What is on, for how long, for how many, and how well it gets through. */
export function TopBar({ session, phase, audience, quality, children }: Props) {
  const { t } = useTranslation();
  const now = useProgramNow(1000);
  const planned = currentPhase(session, now);
  const QualityIcon = qualityIcons[quality ?? 'unknown'];
  return (
    <header className={styles.bar}>
      <span className={styles.phase} data-phase={phase} data-testid="stage-phase">
        {t(`live.phase.${phase}`)}
      </span>
      <h1 className={styles.title} title={session.title}>
        {session.title}
      </h1>
      {planned && (
        <span className={styles.planned}>
          {t('live.phaseLeft', { title: planned.title, left: clockText((planned.until - now) / 1000) })}
        </span>
      )}
      <span className={styles.gap} />
      {children}
      {audience !== null && (
        <span className={styles.fact} title={t('live.audience', { count: audience })}>
          <Users aria-hidden="true" />
          <span aria-hidden="true">{audience}</span>
          <span className="visually-hidden">{t('live.audience', { count: audience })}</span>
        </span>
      )}
      {quality && quality !== 'unknown' && (
        <span className={styles.fact} data-quality={quality} title={t(`live.qualitySaid.${quality}`)}>
          {QualityIcon && <QualityIcon aria-hidden="true" />}
          {t(`live.quality.${quality}`)}
        </span>
      )}
    </header>
  );
}
