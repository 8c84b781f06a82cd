import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StageTimer } from '#shared/live/stageTimer.ts';
import styles from './StageTimer.module.css';
import { isShownAt, type PassedMark, passedMark } from './timerReading.ts';

type Props = {
  readonly timer: StageTimer;
  readonly now: number;
  /** Whether who sees it stands on the stage, and so is shown it as well. */
  readonly onStage: boolean;
};

/**
 * Says that time runs out: to assistive technology 5, 2 and 1 minutes before the end, and the end; to the eyes of
 * those on the stage for a moment, the 2 minutes by the timer's colour alone. Keyed by the timer's beginning, so that
 * another timer has its own marks.
 */
export function TimerWarning({ timer, now, onStage }: Props) {
  const { t } = useTranslation();
  const left = timer.endsAt - now;
  const before = useRef(left);
  const [passed, pass] = useState<PassedMark | null>(null);
  useEffect(() => {
    const mark = passedMark(before.current, left);
    // A timer that was given time is quiet until it passes a mark again.
    if (mark !== null) pass({ mark, left });
    else if (left > before.current) pass(null);
    before.current = left;
  }, [left]);
  const { title } = timer;
  const mark = passed?.mark;
  return (
    <>
      <span className="visually-hidden" role="status">
        {mark === undefined
          ? ''
          : mark === 0
            ? t('together.timer.saidEnd', { title })
            : t('together.timer.saidLeft', { count: mark, title })}
      </span>
      {onStage && passed && isShownAt(passed, left) && (
        <span className={styles.warning} data-mark={mark} data-testid="timer-warning" aria-hidden="true">
          {mark === 0 ? t('together.timer.end') : t('together.timer.left', { count: passed.mark })}
        </span>
      )}
    </>
  );
}
