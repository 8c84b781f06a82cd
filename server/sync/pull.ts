import type { HttpReply } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { type Audience, audiencesOfReader, project, type StoredRow } from '#shared/sync/audiences.ts';
import type { Change } from '#shared/sync/rows.ts';
import type { Store } from '../store/Store.ts';
import { type Cursor, readCursor, scopeOf, writeCursor } from './cursor.ts';
import type { CurrentReader } from './Readers.ts';

export type PullRequest = {
  readonly workshopId: string;
  readonly epoch: string;
  readonly reader: CurrentReader;
  /** As it came from an earlier page; `null` at first. */
  readonly cursor: string | null;
  /** The most rows that a page looks at. */
  readonly limit: number;
};

/** No rev is above. */
export const ANY_REV = Number.MAX_SAFE_INTEGER;

/** What these rows are to a reader who was told of what is hidden up to `told`. */
export function changesFor(
  rows: readonly StoredRow[],
  held: ReadonlySet<Audience>,
  told: number,
): readonly Change[] {
  return rows.map((stored) => project(stored, held, told)).filter((change) => change !== null);
}

/**
 * Where the page begins; `fresh` begins a snapshot that replaces what the reader has (rule S4). A cursor
 * of another epoch, workshop or scope begins one, and so does one from the future: what it counts on is
 * not here, as after a restored backup.
 */
function beginning(request: PullRequest, scope: string, head: number): Cursor & { fresh: boolean } {
  const { epoch, cursor } = request;
  const known = cursor === null ? null : readCursor(cursor);
  const isOurs = known?.epoch === epoch && known.scope === scope;
  if (known && isOurs && known.rev <= head && known.told <= head) return { ...known, fresh: false };
  return { epoch, scope, rev: 0, told: head, fresh: true };
}

/**
 * One page of what changed for a reader, in rev order (rule S2). Its rows are read at once and up to
 * whatever the head is then: the last row of a workshop is always its head, and one that was hidden and
 * then written again after an earlier reading of the head would be missed.
 */
export async function pull(store: Store, request: PullRequest): Promise<HttpReply<'changes'>> {
  const { workshopId, limit } = request;
  const workshop = await store.workshop(workshopId);
  if (!workshop) throw new RefusedError('not-found', 'workshop');
  const { head } = workshop;
  const held = audiencesOfReader(request.reader);
  const { fresh, ...from } = beginning(request, scopeOf(workshopId, request.reader), head);
  const page = await store.page(workshopId, from.rev, ANY_REV, limit);
  const rev = page.at(-1)?.change.rev ?? from.rev;
  const more = page.length === limit;
  return {
    snapshot: fresh,
    changes: [...changesFor(page, held, from.told)],
    cursor: writeCursor({ ...from, rev, told: more ? from.told : rev }),
    head: Math.max(head, rev),
    more,
  };
}
