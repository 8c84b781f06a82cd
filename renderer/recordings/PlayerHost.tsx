import { MediaProvider } from 'media-chrome/react/media-store';
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from 'react';
import { type Player, type PlayerBoard, PlayerContext, type Playing } from './playerContext.ts';

const PlayerBox = lazy(async () => ({ default: (await import('./PlayerBox.tsx')).PlayerBox }));

/** Rule D8: the player lives above the router, so that it goes on when the page changes. */
export function PlayerHost({ children }: { readonly children: ReactNode }) {
  const [playing, setPlaying] = useState<Playing | null>(null);
  const [slot, place] = useState<HTMLElement | null>(null);
  const [board, setBoard] = useState<PlayerBoard | null>(null);
  const open = useCallback((next: Playing) => {
    setPlaying((now) => (now?.ref.rendition.id === next.ref.rendition.id ? now : next));
  }, []);
  const close = useCallback(() => setPlaying(null), []);
  const player = useMemo<Player>(
    () => ({ playing, open, close, place, board, setBoard }),
    [playing, open, close, board],
  );
  return (
    <PlayerContext value={player}>
      <MediaProvider>
        {children}
        <Suspense>
          {playing ? <PlayerBox key={playing.ref.rendition.id} playing={playing} slot={slot} /> : null}
        </Suspense>
      </MediaProvider>
    </PlayerContext>
  );
}
