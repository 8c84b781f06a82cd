import { useCallback, useEffect, useState } from 'react';
import type { RefusalReason } from '#shared/contracts/refusals.ts';
import type { StageLogEntry } from '#shared/live/stageActs.ts';
import { useHubSocket } from '../../hub/socket.ts';
import { reasonOf } from '../../i18n/useRefusal.ts';
import { mergeLog } from './stageLog.ts';

export type LogView = {
  /** In the hub's order. */
  readonly entries: readonly StageLogEntry[];
  readonly more: boolean;
  readonly loading: boolean;
  readonly failed: RefusalReason | null;
};

const firstLog: LogView = { entries: [], more: false, loading: true, failed: null };

/** The log of a session's stage, for who runs it. `inside`: this device is in the room. */
export function useStageLog(
  sessionId: string,
  inside: boolean,
): { readonly view: LogView; readonly load: (earlier: boolean) => void } {
  const wire = useHubSocket();
  const [view, setView] = useState(firstLog);
  const first = view.entries[0]?.seq ?? null;

  const load = useCallback(
    async (before: number | null) => {
      setView((held) => ({ ...held, loading: true, failed: null }));
      try {
        const { entries, more } = await wire.request('stage.log', { before });
        setView((held) => {
          const newest = held.entries.at(-1)?.seq ?? 0;
          // After a longer absence there may be a gap: what is before it is loaded again when it is asked for.
          const gap = before === null && (entries[0]?.seq ?? 0) > newest + 1;
          return {
            ...{ entries: gap ? entries : mergeLog(held.entries, entries), loading: false, failed: null },
            more: before !== null || gap || held.entries.length === 0 ? more : held.more,
          };
        });
      } catch (error) {
        setView((held) => ({ ...held, loading: false, failed: reasonOf(error) }));
      }
    },
    [wire],
  );
  useEffect(() => {
    if (inside) void load(null);
  }, [inside, load]);
  useEffect(
    () =>
      wire.on('stage.logged', ({ sessionId: of, entry }) => {
        if (of === sessionId) setView((held) => ({ ...held, entries: mergeLog(held.entries, [entry]) }));
      }),
    [wire, sessionId],
  );
  return { view, load: (earlier) => void load(earlier ? first : null) };
}
