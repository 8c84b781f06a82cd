import { SignalHigh, SignalLow, SignalMedium, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StagePhase, StageState } from '#shared/live/stage.ts';
import { mayBeOnAir } from '#shared/live/stageRules.ts';
import type { Session } from '#shared/program/session.ts';
import { useProgramNow } from '../../sync/useProgramNow.ts';
import type { ConnectionQuality } from '../client/connectionQuality.ts';
import { TakeControl } from '../takes/TakeControl.tsx';
import { StageTimer } from '../together/StageTimer.tsx';
import { clockText } from './clockText.ts';
import { currentPhase } from './currentPhase.ts';
import { ownPlace } from './ownHand.ts';
import { useStageRoom } from './StageScope.ts';
import styles from './TopBar.module.css';

const qualityIcons = { unknown: null, good: SignalHigh, fair: SignalMedium, poor: SignalLow } as const;

type Props = {
  readonly session: Session;
  readonly phase: StagePhase;
  /** The stage while one is in it. */
  readonly stage: StageState | null;
  readonly audience: number | null;
  /** `null` while there is no connection to judge; nothing is said of one before it is measured. */
  readonly quality: ConnectionQuality | null;
  readonly children: ReactNode;
};

/** What is on, for how long, for how many, and how well it gets through. */
export function TopBar({ session, phase, stage, audience, quality, children }: Props) {
  const { t } = useTranslation();
  const { runs, act, ownAccountId } = useStageRoom();
  const onStage = ownPlace(stage, ownAccountId)?.where === 'stage';
  const QualityIcon = qualityIcons[quality ?? 'unknown'];
  return (
    <header className={styles.bar}>
      <span className={styles.phase} data-phase={phase} data-testid="stage-phase">
        {t(`live.phase.${phase}`)}
      </span>
      <h1 className={styles.title} title={session.title}>
        {session.title}
      </h1>
      {stage?.timer == null && <Planned session={session} />}
      {stage && mayBeOnAir(phase) && (
        <StageTimer stage={stage} session={session} runs={runs} onStage={onStage} onAct={act} />
      )}
      <div className={styles.rest}>
        {children}
        {stage && <TakeControl stage={stage} runs={runs} onAct={act} />}
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
            <span className={styles.quality}>{t(`live.quality.${quality}`)}</span>
          </span>
        )}
      </div>
    </header>
  );
}

/** What the program plans for now, while no timer says otherwise. */
function Planned({ session }: Pick<Props, 'session'>) {
  const { t } = useTranslation();
  const now = useProgramNow(1000);
  const planned = currentPhase(session, now);
  return (
    planned && (
      <span className={styles.planned}>
        {t('live.phaseLeft', { title: planned.title, left: clockText((planned.until - now) / 1000) })}
      </span>
    )
  );
}
