import { useMediaSelector } from 'media-chrome/react/media-store';
import { useCallback, useEffect, useRef, useState } from 'react';
import { probeMedia } from '../hub/http.ts';
import { useSyncStatus } from '../sync/useSyncStatus.ts';
import { loadAgain } from './playback/loadMedia.ts';
import { type Trouble, troubleOf } from './trouble.ts';

const FIRST_WAIT = 2000;
const LONGEST_WAIT = 30_000;

/** How long (ms) to wait after so many tries: twice as long each time, to half a minute. */
const waitBefore = (tries: number): number => Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** tries);

export type PlayAgain = {
  readonly trouble: Trouble | null;
  /** Plays on where it stopped, or at another second. */
  readonly playOn: (second?: number) => void;
};

type Standing = {
  readonly hub: string;
  /** It waits for bytes, without a failure yet. */
  readonly stalled: boolean;
  /** The current second is on this computer; `undefined` where that is not known. */
  readonly isHere: boolean | undefined;
};

/** Why playing stopped, `null` while all is well, and how to play on; it also plays on by itself. */
export function usePlayAgain(video: HTMLVideoElement | null, { hub, stalled, isHere }: Standing): PlayAgain {
  const error = useMediaSelector((state) => state.mediaErrorCode) ?? null;
  const offline = useSyncStatus(hub).state === 'offline';
  const [failed, setFailed] = useState<Trouble | null>(null);
  const wanted = useWantsToPlay(video);
  const tries = useRef(0);
  const playOn = useCallback(
    (second?: number) => {
      if (video) loadAgain(video, { second: second ?? video.currentTime, play: wanted.current });
    },
    [video, wanted],
  );
  useEffect(() => {
    if (error === null) {
      setFailed(null);
      return undefined;
    }
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async (reload: boolean) => {
      const reason = await probeMedia(video?.src ?? '');
      if (gone) return;
      setFailed(troubleOf(reason, error === MediaError.MEDIA_ERR_DECODE));
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
  useEffect(() => {
    if (!video) return undefined;
    const plays = () => {
      if (video.currentTime > 0) tries.current = 0;
    };
    const seeks = () => {
      if (video.error !== null) playOn();
    };
    video.addEventListener('playing', plays);
    video.addEventListener('seeking', seeks);
    return () => {
      video.removeEventListener('playing', plays);
      video.removeEventListener('seeking', seeks);
    };
  }, [video, playOn]);
  const stuck = useFreed(stalled && offline && isHere === true, playOn);
  useWhenBack(offline, stalled, playOn);
  const lacks = stalled && offline && (isHere !== true || stuck);
  return { trouble: error !== null ? failed : lacks ? 'missing' : null, playOn };
}

/** What is here plays at once; whoever waits so long (ms) for it waits for something else. */
const FREE_AFTER = 500;
const STUCK_AFTER = 3000;

/**
 * Chromium's one reader of a video may still wait for a part that is missing when the person has gone to one
 * that is here: it is loaded anew there. True where that did not help, and the part is missing after all.
 */
function useFreed(blocked: boolean, playOn: () => void): boolean {
  const [stuck, setStuck] = useState(false);
  useEffect(() => {
    if (!blocked) return undefined;
    const timers = [setTimeout(playOn, FREE_AFTER), setTimeout(() => setStuck(true), STUCK_AFTER)];
    return () => {
      for (const timer of timers) clearTimeout(timer);
      setStuck(false);
    };
  }, [blocked, playOn]);
  return stuck;
}

/** A request that went out before the hub was gone may never be answered: it is made anew when the hub is back. */
function useWhenBack(offline: boolean, stalled: boolean, playOn: () => void): void {
  const waits = useRef(stalled);
  waits.current = stalled;
  const wasOffline = useRef(offline);
  useEffect(() => {
    if (wasOffline.current && !offline && waits.current) playOn();
    wasOffline.current = offline;
  }, [offline, playOn]);
}

/** Whether the person wants it to play: Chromium says "paused" of what failed. */
function useWantsToPlay(video: HTMLVideoElement | null): { readonly current: boolean } {
  const wanted = useRef(false);
  useEffect(() => {
    if (!video) return undefined;
    const play = () => {
      wanted.current = true;
    };
    const pause = () => {
      if (video.error === null) wanted.current = false;
    };
    video.addEventListener('play', play);
    video.addEventListener('pause', pause);
    return () => {
      video.removeEventListener('play', play);
      video.removeEventListener('pause', pause);
    };
  }, [video]);
  return wanted;
}
