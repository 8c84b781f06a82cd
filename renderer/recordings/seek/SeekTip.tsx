import { useEffect, useState } from 'react';
import { mediaUrl } from '#shared/contracts/ipc.ts';
import { clockText } from '#shared/program/clockText.ts';
import type { Playing } from '../playerContext.ts';
import styles from './SeekBar.module.css';
import { thumbnailAt } from './thumbnailAt.ts';

type Props = {
  readonly playing: Playing;
  /** Seconds. */
  readonly second: number;
  /** 0 to 1, where on the bar. */
  readonly part: number;
  readonly chapter: string | null;
};

/** Pixels of the window that a thumbnail is wide. */
const WIDTH = 176;

/** What is at a second, above the bar: its picture, chapter and time. */
export function SeekTip({ playing, second, part, chapter }: Props) {
  const sheet = playing.contents.thumbnails;
  const address = useLoaded(sheet ? mediaUrl('blob', { ...playing.ref, id: sheet.hash }) : null);
  return (
    <div
      className={styles.tip}
      style={{ left: inside(part, address !== null) }}
      data-testid="seek-tip"
      aria-hidden
    >
      {sheet && address ? (
        <span
          className={styles.thumbnail}
          data-testid="seek-thumbnail"
          style={{
            width: WIDTH,
            height: (WIDTH * sheet.height) / sheet.width,
            backgroundImage: `url("${address}")`,
            ...sheetStyle(sheet, second),
          }}
        />
      ) : null}
      <span className={styles.tipWords}>
        {chapter === null ? null : <span>{chapter}</span>}
        <span className={styles.tipTime}>{clockText(second)}</span>
      </span>
    </div>
  );
}

/** Over its second, but never beyond the bar's ends. */
function inside(part: number, hasPicture: boolean): string {
  const half = hasPicture ? `${WIDTH / 2}px` : '2rem';
  return `clamp(${half}, ${(part * 100).toFixed(2)}%, calc(100% - ${half}))`;
}

function sheetStyle(sheet: NonNullable<Playing['contents']['thumbnails']>, second: number) {
  const scale = WIDTH / sheet.width;
  const { left, top } = thumbnailAt(sheet, second);
  return {
    backgroundSize: `${sheet.columns * WIDTH}px ${sheet.rows * sheet.height * scale}px`,
    backgroundPosition: `${-left * scale}px ${-top * scale}px`,
  };
}

/** The address once its picture is here; `null` until then, and where it cannot be had. */
function useLoaded(address: string | null): string | null {
  const [loaded, setLoaded] = useState<string | null>(null);
  useEffect(() => {
    if (address === null) return undefined;
    const image = new Image();
    image.crossOrigin = 'anonymous';
    image.onload = () => setLoaded(address);
    image.src = address;
    return () => {
      image.onload = null;
    };
  }, [address]);
  return loaded === address ? loaded : null;
}
