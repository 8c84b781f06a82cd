import { useTranslation } from 'react-i18next';
import { mediaUrl } from '#shared/contracts/ipc.ts';
import { clockText } from '#shared/program/clockText.ts';
import type { ThumbnailSheet } from '#shared/recordings/recording.ts';
import type { Playing } from '../playerContext.ts';
import { useMediaActs, useMediaNow } from '../useMediaActs.ts';
import styles from './Slides.module.css';
import { moments, pictureAt } from './slideTimes.ts';

/** Where another slide is shown, with its picture; each leads to its second. */
export function MomentStrip({ playing }: { readonly playing: Playing }) {
  const { t } = useTranslation();
  const acts = useMediaActs();
  const { currentTime } = useMediaNow();
  const { slideChanges, thumbnails } = playing.contents;
  const shown = moments(slideChanges);
  const current = shown.findLast((second) => second <= currentTime);
  return (
    <ol className={styles.moments} aria-label={t('notes.slides.moments')}>
      {shown.map((second) => (
        <li key={second}>
          <button
            type="button"
            className={styles.thumb}
            aria-label={t('notes.slides.picture', { time: clockText(second) })}
            aria-current={second === current ? 'true' : undefined}
            onClick={() => acts.seek(second)}
          >
            {thumbnails ? <Picture playing={playing} sheet={thumbnails} second={second} /> : null}
            <span>{clockText(second)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

type PictureProps = { readonly playing: Playing; readonly sheet: ThumbnailSheet; readonly second: number };

function Picture({ playing, sheet, second }: PictureProps) {
  const { hub, workshopId, recordingId } = playing.ref;
  const { columns, rows, width, height, hash } = sheet;
  const { column, row } = pictureAt(sheet, second);
  const part = (n: number, of: number) => (of === 1 ? '0%' : `${(100 * n) / (of - 1)}%`);
  return (
    <span
      className={styles.picture}
      style={{
        aspectRatio: width / height,
        backgroundImage: `url("${mediaUrl('blob', { hub, workshopId, recordingId, id: hash })}")`,
        backgroundSize: `${columns * 100}% ${rows * 100}%`,
        backgroundPosition: `${part(column, columns)} ${part(row, rows)}`,
      }}
    />
  );
}
