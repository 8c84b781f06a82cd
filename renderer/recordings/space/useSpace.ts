import { useEffect, useState } from 'react';
import type { MediaSpace } from '#shared/contracts/ipcDownloads.ts';
import type { RefusalReason } from '#shared/contracts/refusals.ts';
import { ask, listen } from '../../hub/ipc.ts';
import { reasonOf } from '../../i18n/useRefusal.ts';

/** Milliseconds for which further changes are waited for, before the space is read anew. */
const GATHER = 300;

export type KnownSpace =
  | { readonly kind: 'loading' }
  | { readonly kind: 'read'; readonly space: MediaSpace }
  | { readonly kind: 'failed'; readonly reason: RefusalReason };

/** What recordings take on this computer, as main has it now; the last one read while it is read anew. */
export function useSpace(): readonly [KnownSpace, (space: MediaSpace) => void] {
  const [known, setKnown] = useState<KnownSpace>({ kind: 'loading' });
  const setSpace = (space: MediaSpace) => setKnown({ kind: 'read', space });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let isOver = false;
    const read = () => {
      timer = null;
      ask('space.read', {}).then(
        (space) => {
          if (!isOver) setKnown({ kind: 'read', space });
        },
        (error: unknown) => {
          if (!isOver) setKnown({ kind: 'failed', reason: reasonOf(error) });
        },
      );
    };
    const readSoon = () => {
      timer ??= setTimeout(read, GATHER);
    };
    read();
    const stops = [
      listen('space.changed', readSoon),
      listen('downloads.changed', ({ download }) => {
        if (download.state !== 'queued' && download.state !== 'waiting') readSoon();
      }),
    ];
    return () => {
      isOver = true;
      if (timer) clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, []);
  return [known, setSpace];
}
