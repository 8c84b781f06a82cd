import { useTranslation } from 'react-i18next';
import { clockText } from '#shared/program/clockText.ts';
import { classes } from '../../design/classes.ts';
import type { PlayerBoard } from '../playerContext.ts';
import { useMediaActs } from '../useMediaActs.ts';
import { askedCurve } from './askedCurve.ts';
import { percent } from './Rail.tsx';
import styles from './SeekBar.module.css';

type Props = {
  readonly board: PlayerBoard;
  readonly recordingId: string;
  readonly duration: number;
};

/** Where people asked, and where this person wrote something down; each leads to its second. */
export function BarMarks({ board, recordingId, duration }: Props) {
  const { t } = useTranslation();
  const acts = useMediaActs();
  const asked = board.questions.filter(
    ({ data }) =>
      data.anchor?.recordingId === recordingId && data.state !== 'withdrawn' && data.state !== 'dismissed',
  );
  const seconds = asked.map(({ data }) => data.anchor?.second ?? 0);
  const spot = (second: number) => ({
    style: { left: percent(Math.min(1, second / duration)) },
    onPointerDown: (event: React.PointerEvent) => event.stopPropagation(),
    onClick: () => acts.seek(second),
  });
  return (
    <>
      {asked.length > 0 ? (
        <svg className={styles.curve} viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden>
          <path d={askedCurve(seconds, duration)} />
        </svg>
      ) : null}
      {board.marks.map(({ markId, kind, second, text }) =>
        second === null ? null : (
          <button
            key={markId}
            type="button"
            className={classes(styles.mark, kind === 'note' && styles.note)}
            {...spot(second)}
            aria-label={t(kind === 'note' ? 'player.noteAt' : 'player.bookmarkAt', {
              time: clockText(second),
              text: text.slice(0, 80),
            })}
          />
        ),
      )}
      {asked.map(({ id, data }, i) => (
        <button
          key={id}
          type="button"
          className={classes(styles.dot, data.state === 'answered' && styles.dotAnswered)}
          {...spot(seconds[i] ?? 0)}
          aria-label={t('player.questionAt', { time: clockText(seconds[i] ?? 0), text: data.text })}
          title={data.text}
        />
      ))}
    </>
  );
}
