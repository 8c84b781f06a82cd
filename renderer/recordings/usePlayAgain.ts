import { useMediaSelector } from 'media-chrome/react/media-store';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { probeMedia } from '../hub/http.ts';
import { useSyncStatus } from '../sync/useSyncStatus.ts';
import { type Trouble, troubleOf } from './trouble.ts';

const FIRST_WAIT = 2000;
const LONGEST_WAIT = 30_000;

/** How long (ms) to wait after so many tries: twice as long each time, to half a minute. */
const waitBefore = (tries: number): number => Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries);

/** Why playing stopped, `null` while all is well, and how to play on; it also plays on by itself. */
export function usePlayAgain(
  video: RefObject<HTMLVideoElement | null>,
  hub: string,
): { readonly trouble: Trouble | null; readonly playOn: () => void } {
  const error = useMediaSelector((state) => state.mediaErrorCode) ?? null;
  const offline = useSyncStatus(hub).state === 'offline';
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const tries = useRef(0);
  const playOn = useCallback(() => {
    const element = video.current;
    if (!element) return;
    const wasPlaying = !element.paused;
    const second = element.currentTime;
    // Chromium keeps what it has of an address, also its failure: the same bytes by another one.
    const address = new URL(element.src);
    address.search = `again=${Date.now()}`;
    element.src = address.href;
    element.currentTime = second;
    if (wasPlaying) void element.play().catch((reason: unknown) => console.warn('play', reason));
  }, [video]);
  useEffect(() => {
    if (error === null) {
      setTrouble(null);
      return undefined;
    }
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (reload: boolean) => {
      const reason = await probeMedia(video.current?.src ?? '');
      if (gone) return;
      setTrouble(troubleOf(reason, error === MediaError.MEDIA_ERR_DECODE));
      if (reload && reason === null) {
        tries.current += 1;
        playOn();
      } else if (!offline) timer = setTimeout(() => void look(true), waitBefore(tries.current));
    };
    void look(false);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [error, offline, video, playOn]);
  return { trouble: error === null ? null : trouble, playOn };
}
