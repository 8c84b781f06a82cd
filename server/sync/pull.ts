import type { HttpReply } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { audiencesOfReader, project, type Reader } from '#shared/sync/audiences.ts';
import type { Store } from '../store/Store.ts';
import { type Cursor, readCursor, scopeOf, writeCursor } from './cursor.ts';

export type PullRequest = {
  readonly workshopId: string;
  readonly epoch: string;
  readonly reader: Reader;
  /** As it came from an earlier page; `null` at first. */
  readonly cursor: string | null;
  /** The most rows that a page looks at. */
  readonly limit: number;
};

/** Where the page begins; `fresh` begins a snapshot that replaces what the reader has (rule S4). */
function beginning(request: PullRequest, scope: string, head: number): Cursor & { fresh: boolean } {
  const known = request.cursor === null ? null : readCursor(request.cursor);
  if (known && known.epoch === request.epoch && known.scope === scope && known.rev <= head) {
    return { ...known, fresh: false };
  }
  return { epoch: request.epoch, scope, rev: 0, snapshotUpTo: head, fresh: true };
}

/** One page of what changed for a reader, in rev order (rule S2). */
export async function pull(store: Store, request: PullRequest): Promise<HttpReply<'changes'>> {
  const workshop = await store.workshop(request.workshopId);
  if (!workshop) throw new RefusedError('not-found', 'workshop');
  const { head } = workshop;
  const held = audiencesOfReader(request.reader);
  const { fresh, ...from } = beginning(request, scopeOf(held), head);
  const page = await store.page(request.workshopId, from.rev, head, request.limit);
  const changes = page
    .map((stored) => project(stored, held))
    .filter((change) => change !== null)
    .filter((change) => change.data !== null || change.rev > from.snapshotUpTo);
  const full = page.length === request.limit;
  const rev = full ? (page.at(-1)?.change.rev ?? head) : head;
  const snapshotUpTo = rev >= from.snapshotUpTo ? 0 : from.snapshotUpTo;
  return {
    snapshot: fresh,
    changes,
    cursor: writeCursor({ ...from, rev, snapshotUpTo }),
    head,
    more: rev < head,
  };
}
