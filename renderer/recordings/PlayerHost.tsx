import { MediaProvider } from 'media-chrome/react/media-store';
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import {
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
  const [playing, open] = useState<Playing | null>(null);
  const [slot, place] = useState<HTMLElement | null>(null);
  const [video, setVideo] = useState<HTMLVideoElement | null>(null);
  const [board, setBoard] = useState<PlayerBoard | null>(null);
  const autoplay = useRef<string | null>(null);
  const close = useCallback(() => open(null), []);
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
    [slot, navigate],
  );
  const player = useMemo<Player>(
    () => ({
      playing,
      open,
      close,
      playNear,
      takeAutoplay,
      video,
      setVideo,
      place,
      board,
      setBoard,
    }),
    [playing, close, playNear, takeAutoplay, video, board],
  );
  return (
    <PlayerContext value={player}>
      <MediaProvider>
        {children}
        <Suspense>
          {playing ? <PlayerBox key={keyOf(playing)} playing={playing} slot={slot} /> : null}
        </Suspense>
      </MediaProvider>
    </PlayerContext>
  );
}
