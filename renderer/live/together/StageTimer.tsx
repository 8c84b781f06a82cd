import { Timer } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { StageState } from '#shared/live/stage.ts';
import type { StageAct } from '#shared/live/stageActs.ts';
import type { StageTimer as Running } from '#shared/live/stageTimer.ts';
import { clockText } from '#shared/program/clockText.ts';
import type { Session } from '#shared/program/session.ts';
import { Button } from '../../design/Button.tsx';
import { Popup } from '../../design/Menu.tsx';
import { useRows } from '../../sync/useRows.ts';
import styles from './StageTimer.module.css';
import { phaseAfter, type StagePhaseChoice, stagePhases, timerTitle } from './stagePhases.ts';
import { TimerControls } from './TimerControls.tsx';
import { TimerWarning } from './TimerWarning.tsx';
import { readTimer, type TimerReading } from './timerReading.ts';
import { useHubSecond } from './useHubSecond.ts';

type Props = {
  readonly stage: StageState;
  readonly session: Session;
  /** Whether who sees it runs the stage, and so the timer. */
  readonly runs: boolean;
  readonly onStage: boolean;
  readonly onAct: (act: StageAct) => void;
};

/** The timer that everybody sees, and what who runs the stage does with it. */
export function StageTimer({ stage, session, runs, onStage, onAct }: Props) {
  const { t } = useTranslation();
  const { timer } = stage;
  const now = useHubSecond(timer?.endsAt ?? null);
  const phases = usePhases(stage.sessionId, session);
  const reading = timer && readTimer(timer, now);
  const warning = timer && <TimerWarning key={timer.startedAt} timer={timer} now={now} onStage={onStage} />;
  if (!runs) {
    return timer && reading ? (
      <span className={styles.runs}>
        <span className={styles.timer} data-tone={reading.tone} data-testid="stage-timer">
          <Face timer={timer} reading={reading} />
        </span>
        {warning}
      </span>
    ) : null;
  }
  const next = reading?.tone === 'over' ? phaseAfter(phases, timer?.phase ?? null) : null;
  return (
    <span className={styles.runs}>
      <Popup
        label={t('together.timer.label')}
        trigger={
          <Button
            small
            variant={timer ? 'plain' : 'quiet'}
            {...(timer ? {} : { icon: <Timer aria-hidden="true" /> })}
            className={timer ? (styles.timer ?? '') : ''}
            data-tone={reading?.tone}
            data-testid="stage-timer"
          >
            {timer && reading ? <Face timer={timer} reading={reading} /> : t('together.timer.start')}
          </Button>
        }
      >
        <TimerControls timer={timer} phases={phases} onAct={onAct} />
      </Popup>
      {next?.minutes && <NextPhase phase={next} onAct={onAct} />}
      {warning}
    </span>
  );
}

function Face({ timer, reading }: { readonly timer: Running; readonly reading: TimerReading }) {
  const { t } = useTranslation();
  const time = clockText(reading.seconds);
  return (
    <>
      <Timer aria-hidden="true" />
      <span className={styles.title} title={timer.title}>
        {timer.title}
      </span>
      <span className={styles.time} role="timer" aria-live="off">
        {reading.tone === 'over' ? t('together.timer.over', { time }) : time}
      </span>
    </>
  );
}

function NextPhase({ phase, onAct }: Pick<Props, 'onAct'> & { readonly phase: StagePhaseChoice }) {
  const { t } = useTranslation();
  const start = () =>
    onAct({
      kind: 'start-timer',
      title: timerTitle(phase),
      phase: phase.index,
      seconds: Math.round((phase.minutes ?? 0) * 60),
    });
  return (
    <Button small variant="primary" onPress={start} data-testid="timer-next">
      {t('together.timer.next', { title: phase.title })}
    </Button>
  );
}

/** The phases of the session and of the talks in it. */
function usePhases(sessionId: string, session: Session): readonly StagePhaseChoice[] {
  const talks = useRows('talk');
  return useMemo(() => {
    const own = (talks ?? [])
      .filter(({ data }) => data.sessionId === sessionId && data.state === 'planned')
      .sort((a, b) => a.data.order - b.data.order);
    return stagePhases(
      session,
      own.map(({ data }) => data),
    );
  }, [talks, sessionId, session]);
}
