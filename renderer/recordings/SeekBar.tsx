import { useMediaSelector } from 'media-chrome/react/media-store';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components/Slider';
import { useTranslation } from 'react-i18next';
import { clockText } from '#shared/program/clockText.ts';
import { classes } from '../design/classes.ts';
import styles from './Player.module.css';
import type { Playing } from './playerContext.ts';
import { usePlayer } from './playerContext.ts';
import { useMediaActs, useMediaNow } from './useMediaActs.ts';

/** One press of an arrow key, in seconds. */
const STEP = 1;

/** The position in the recording, with its chapters and the seconds at which people asked. */
export function SeekBar({ playing: { contents, ref } }: { readonly playing: Playing }) {
  const { t } = useTranslation();
  const { board } = usePlayer();
  const { currentTime, duration } = useMediaNow();
  const buffered = useMediaSelector((state) => state.mediaBuffered) ?? [];
  const acts = useMediaActs();
  const whole = duration || 1;
  const at = (second: number) => `${(Math.min(second, whole) / whole) * 100}%`;
  const asked = (board?.questions ?? []).filter(({ data }) => data.anchor?.recordingId === ref.recordingId);
  return (
    <Slider
      aria-label={t('recordings.seek')}
      className={styles.seek ?? ''}
      minValue={0}
      maxValue={whole}
      step={STEP}
      value={Math.min(currentTime, whole)}
      onChange={acts.seek}
    >
      <SliderTrack className={styles.track ?? ''}>
        <div className={styles.rail}>
          {buffered.map(([start, end]) => (
            <span
              key={start}
              className={styles.buffered}
              style={{ left: at(start), width: at(end - start) }}
            />
          ))}
          <span className={styles.played} style={{ width: at(currentTime) }} />
          {contents.chapters.map(({ start }) =>
            start > 0 ? <span key={start} className={styles.chapter} style={{ left: at(start) }} /> : null,
          )}
        </div>
        <SliderThumb className={styles.thumb ?? ''} />
        {asked.map(({ id, data }) => (
          <button
            key={id}
            type="button"
            className={classes(styles.dot, data.state === 'answered' && styles.dotAnswered)}
            style={{ left: at(data.anchor?.second ?? 0) }}
            aria-label={t('recordings.questionAt', {
              time: clockText(data.anchor?.second ?? 0),
              text: data.text,
            })}
            title={data.text}
            onPointerDown={(event) => event.stopPropagation()}
            onClick={() => acts.seek(data.anchor?.second ?? 0)}
          />
        ))}
      </SliderTrack>
    </Slider>
  );
}
