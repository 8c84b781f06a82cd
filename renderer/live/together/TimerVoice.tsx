import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StageTimer } from '#shared/live/stageTimer.ts';
import { passedMark, type TimerMark } from './timerReading.ts';

type Props = { readonly timer: StageTimer; readonly now: number };

/** Says to assistive technology, politely, that time runs out: 5, 2 and 1 minutes before the end, and the end. */
export function TimerVoice({ timer, now }: Props) {
  const { t } = useTranslation();
  const left = timer.endsAt - now;
  const before = useRef(left);
  const [said, say] = useState<TimerMark | null>(null);
  useEffect(() => {
    const mark = passedMark(before.current, left);
    // A timer that was given time is quiet until it passes a mark again.
    if (mark !== null) say(mark);
    else if (left > before.current) say(null);
    before.current = left;
  }, [left]);
  const { title } = timer;
  return (
    <span className="visually-hidden" role="status">
      {said === null
        ? ''
        : said === 0
          ? t('together.timer.saidEnd', { title })
          : t('together.timer.saidLeft', { count: said, title })}
    </span>
  );
}
