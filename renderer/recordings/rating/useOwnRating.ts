import type { RefusalReason } from '#shared/contracts/refusals.ts';
import type { RowData } from '#shared/sync/rows.ts';
import { useScope } from '../../sync/scopeContext.ts';
import { useOutbox } from '../../sync/useOutbox.ts';
import { useRows } from '../../sync/useRows.ts';

export type OwnRating = {
  /** As it stands, with what waits for the hub; `null` where nothing was said. */
  readonly said: Pick<RowData<'rating'>, 'stars' | 'text'> | null;
  /** Whether the hub has it. */
  readonly waiting: boolean;
  /** What the hub did not take, and why. */
  readonly refused: {
    readonly id: string;
    readonly stars: number | null;
    readonly text: string | null;
    readonly reason: RefusalReason;
  } | null;
};

/** What the person made of a recording of the workshop in scope; `undefined` while loading. */
export function useOwnRating(recordingId: string): OwnRating | undefined {
  const { connection } = useScope();
  const rows = useRows('rating');
  const { pending } = useOutbox();
  if (!rows) return undefined;
  const me = connection.hub.account.id;
  const own = rows.find(({ data }) => data.recordingId === recordingId && data.accountId === me);
  const last = pending.findLast(
    ({ command }) => command.name === 'recording.rate' && command.args.recordingId === recordingId,
  );
  const args = last?.command.name === 'recording.rate' ? last.command.args : null;
  const refused =
    last && args && last.state === 'refused'
      ? { id: last.id, stars: args.stars, text: args.text, reason: last.reason ?? 'hub-error' }
      : null;
  return { said: own?.data ?? null, waiting: last?.state === 'waiting', refused };
}
