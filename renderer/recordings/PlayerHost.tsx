import { MediaProvider } from 'media-chrome/react/media-store';
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import {
  BeginAtContext,
  type Player,
  type PlayerBoard,
  PlayerContext,
  type Playing,
  type PlayingNear,
} from './playerContext.ts';

const PlayerBox = lazy(async () => ({ default: (await import('./PlayerBox.tsx')).PlayerBox }));

const keyOf = ({ ref }: Playing): string => `${ref.hub} ${ref.recordingId}`;

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
          {playing ? <PlayerBox key={keyOf(playing)} playing={playing} slot={slot} /> : null}
        </Suspense>
      </MediaProvider>
    </PlayerContext>
  );
}

/** Remembers the second that was asked for before there was a picture: it is of what was opened last. */
function useBeginning(setPlaying: (playing: Playing | null) => void) {
  const [video, showVideo] = useState<HTMLVideoElement | null>(null);
  const opened = useRef<string | null>(null);
  const hasVideo = useRef(false);
  const beginning = useRef<{ readonly recordingId: string; readonly second: number } | null>(null);
  const acts = useMemo(
    () => ({
      open: (playing: Playing) => {
        opened.current = playing.ref.recordingId;
        setPlaying(playing);
      },
      close: () => {
        opened.current = null;
        beginning.current = null;
        setPlaying(null);
      },
      setVideo: (shown: HTMLVideoElement | null) => {
        hasVideo.current = shown !== null;
        showVideo(shown);
      },
      beginAt: (second: number) => {
        if (opened.current !== null && !hasVideo.current)
          beginning.current = { recordingId: opened.current, second };
      },
      takeBeginning: (recordingId: string) => {
        const asked = beginning.current;
        beginning.current = null;
        return asked?.recordingId === recordingId ? asked.second : null;
      },
    }),
    [setPlaying],
  );
  return { ...acts, video };
}
