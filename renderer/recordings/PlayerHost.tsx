import { MediaProvider } from 'media-chrome/react/media-store';
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import {
  BeginAtContext,
  type Player,
  type PlayerBoard,
  PlayerContext,
  type Playing,
  type PlayingNear,
} from './playerContext.ts';

const PlayerBox = lazy(async () => ({ default: (await import('./PlayerBox.tsx')).PlayerBox }));

const keyOf = ({ hub, recordingId }: RenditionRef): string => `${hub} ${recordingId}`;

/** Rule D8: the player lives above the router, so that it goes on when the page changes. */
export function PlayerHost({ children }: { readonly children: ReactNode }) {
  const [, navigate] = useLocation();
  const [playing, setPlaying] = useState<Playing | null>(null);
  const [slot, place] = useState<HTMLElement | null>(null);
  const [board, setBoard] = useState<PlayerBoard | null>(null);
  const autoplay = useRef<string | null>(null);
  const { open, close, video, setVideo, beginAt, takeBeginning } = useBeginning(setPlaying);
  const takeAutoplay = useCallback((recordingId: string) => {
    const isWanted = autoplay.current === recordingId;
    if (isWanted) autoplay.current = null;
    return isWanted;
  }, []);
  const playNear = useCallback(
    (near: PlayingNear) => {
      const next = near.playing();
      autoplay.current = next.ref.recordingId;
      if (slot) navigate(near.path);
      else open(next);
    },
    [slot, navigate, open],
  );
  const player = useMemo<Player>(
    () => ({
      playing,
      open,
      close,
      playNear,
      takeAutoplay,
      takeBeginning,
      video,
      setVideo,
      place,
      board,
      setBoard,
    }),
    [playing, open, close, playNear, takeAutoplay, takeBeginning, video, setVideo, board],
  );
  return (
    <PlayerContext value={player}>
      <MediaProvider>
        <BeginAtContext value={beginAt}>{children}</BeginAtContext>
        <Suspense>
          {playing ? <PlayerBox key={keyOf(playing.ref)} playing={playing} slot={slot} /> : null}
        </Suspense>
      </MediaProvider>
    </PlayerContext>
  );
}

/** Remembers the second that was asked for before the recording was loaded: it is of what was opened last. */
function useBeginning(setPlaying: (playing: Playing | null) => void) {
  const [video, showVideo] = useState<HTMLVideoElement | null>(null);
  const element = useRef<HTMLVideoElement | null>(null);
  const opened = useRef<string | null>(null);
  const beginning = useRef<number | null>(null);
  const acts = useMemo(() => {
    const turnTo = (key: string | null) => {
      if (opened.current !== key) beginning.current = null;
      opened.current = key;
    };
    return {
      open: (playing: Playing) => {
        turnTo(keyOf(playing.ref));
        setPlaying(playing);
      },
      close: () => {
        turnTo(null);
        setPlaying(null);
      },
      setVideo: (shown: HTMLVideoElement | null) => {
        element.current = shown;
        showVideo(shown);
      },
      beginAt: (second: number) => {
        const isLoaded = element.current !== null && element.current.readyState > 0;
        if (opened.current !== null && !isLoaded) beginning.current = second;
      },
      takeBeginning: (ref: RenditionRef) => {
        const second = opened.current === keyOf(ref) ? beginning.current : null;
        if (second !== null) beginning.current = null;
        return second;
      },
    };
  }, [setPlaying]);
  return { ...acts, video };
}
