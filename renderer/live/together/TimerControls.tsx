import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StageAct } from '#shared/live/stageActs.ts';
import type { StageTimer } from '#shared/live/stageTimer.ts';
import { Button } from '../../design/Button.tsx';
import { TextField } from '../../design/TextField.tsx';
import styles from './StageTimer.module.css';
import { type StagePhaseChoice, timerTitle } from './stagePhases.ts';

type Props = {
  readonly timer: StageTimer | null;
  readonly phases: readonly StagePhaseChoice[];
  readonly onAct: (act: StageAct) => void;
};

/** Starts a phase or another countdown, gives and takes time, ends it. */
export function TimerControls({ timer, phases, onAct }: Props) {
  const { t } = useTranslation();
  const [asked, ask] = useState<StagePhaseChoice | null>(null);
  const start = (phase: StagePhaseChoice) => {
    if (phase.minutes === null || phase.minutes <= 0) ask(phase);
    else onAct(startOf(timerTitle(phase), phase.index, phase.minutes));
  };
  return (
    <div className={styles.controls}>
      {timer && <Change onAct={onAct} />}
      {phases.length > 0 && (
        <section>
          <h3>{t('together.timer.phases')}</h3>
          <ul>
            {phases.map((phase) => (
              <li key={phase.index}>
                <Button
                  variant="quiet"
                  className={styles.phase ?? ''}
                  aria-current={timer?.phase === phase.index ? 'step' : 'false'}
                  onPress={() => start(phase)}
                >
                  <span className={styles.phaseTitle}>
                    {phase.title}
                    {phase.of !== null && <small>{phase.of}</small>}
                  </span>
                  <span className={styles.minutes}>
                    {phase.minutes === null
                      ? t('together.timer.lengthUnknown')
                      : t('together.timer.minutesShort', { count: Math.round(phase.minutes * 10) / 10 })}
                  </span>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Another
        key={asked?.index ?? 'another'}
        asked={asked}
        alone={!timer && phases.length === 0}
        onAct={onAct}
      />
    </div>
  );
}

const startOf = (title: string, phase: number | null, minutes: number): StageAct => ({
  kind: 'start-timer',
  title,
  phase,
  seconds: Math.max(5, Math.round(minutes * 60)),
});

function Change({ onAct }: Pick<Props, 'onAct'>) {
  const { t } = useTranslation();
  const extend = (minutes: number) => onAct({ kind: 'extend-timer', seconds: minutes * 60 });
  return (
    <section className={styles.change} aria-label={t('together.timer.change')}>
      <Button variant="primary" onPress={() => extend(5)}>
        {t('together.timer.add', { count: 5 })}
      </Button>
      <Button onPress={() => extend(1)}>{t('together.timer.add', { count: 1 })}</Button>
      <Button onPress={() => extend(-1)}>{t('together.timer.take', { count: 1 })}</Button>
      <Button variant="quiet" onPress={() => onAct({ kind: 'stop-timer' })}>
        {t('together.timer.stop')}
      </Button>
    </section>
  );
}

const LONGEST_MINUTES = 24 * 60;

/** Any countdown; or a phase of which nobody has said how long it takes. */
function Another({
  asked,
  alone,
  onAct,
}: Pick<Props, 'onAct'> & { readonly asked: StagePhaseChoice | null; readonly alone: boolean }) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(asked ? timerTitle(asked) : '');
  const [minutes, setMinutes] = useState(asked ? '' : '5');
  const [tried, setTried] = useState(false);
  const length = Number(minutes.trim().replace(',', '.'));
  const isWrong = !(length >= 0.1 && length <= LONGEST_MINUTES);
  const start = () => {
    setTried(true);
    if (isWrong) return;
    onAct(startOf(title.trim() || t('together.timer.untitled'), asked?.index ?? null, length));
  };
  return (
    <form
      className={styles.another}
      onSubmit={(event) => {
        event.preventDefault();
        start();
      }}
    >
      {!alone && <h3>{t(asked ? 'together.timer.askMinutes' : 'together.timer.another')}</h3>}
      <TextField
        label={t('together.timer.title')}
        placeholder={t('together.timer.untitled')}
        maxLength={120}
        value={title}
        onChange={setTitle}
      />
      <TextField
        label={t('together.timer.minutes')}
        inputMode="decimal"
        autoFocus={asked !== null}
        value={minutes}
        error={tried && isWrong ? t('together.timer.minutesWrong') : null}
        onChange={setMinutes}
      />
      <Button type="submit" variant={alone ? 'primary' : 'plain'}>
        {t('together.timer.startIt')}
      </Button>
    </form>
  );
}
