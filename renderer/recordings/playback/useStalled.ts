import { useEffect, useState } from 'react';

/** Shorter waits are not shown. */
const PATIENCE_MS = 1000;

/** True once playing (or seeking) has waited for bytes for over a second. */
export function useStalled(video: HTMLVideoElement | null): boolean {
  const [stalled, setStalled] = useState(false);
  useEffect(() => {
    if (!video) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const lacks = () =>
      video.error === null &&
      (video.seeking || !video.paused) &&
      video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA;
    const look = () => {
      if (!lacks()) {
        clearTimeout(timer);
        timer = undefined;
        setStalled(false);
      } else timer ??= setTimeout(() => setStalled(lacks()), PATIENCE_MS);
    };
    const events = [
      'waiting',
      'stalled',
      'seeking',
      'seeked',
      'playing',
      'canplay',
      'play',
      'pause',
    ] as const;
    for (const event of [...events, 'error', 'emptied', 'loadeddata'] as const) {
      video.addEventListener(event, look);
    }
    look();
    return () => {
      clearTimeout(timer);
      for (const event of [...events, 'error', 'emptied', 'loadeddata'] as const) {
        video.removeEventListener(event, look);
      }
    };
  }, [video]);
  return stalled;
}
