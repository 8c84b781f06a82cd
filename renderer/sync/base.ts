import type { MediaGrant } from '#shared/contracts/ipc.ts';
import type { Membership } from '#shared/people/account.ts';
import type { Change, Row, RowKind } from '#shared/sync/rows.ts';
import type { HubDatabase, WorkshopCursor } from './database.ts';
import type { HubClock } from './hubClock.ts';

/** A page, or the gathered pages of a snapshot, as it goes into the base. */
export type Arrival = {
  readonly workshopId: string;
  /** The cursor it was asked with: where the base has moved meanwhile, the arrival is not applied. */
  readonly from: string | null;
  /** True where the changes replace what the base has (rule S4). */
  readonly snapshot: boolean;
  readonly changes: readonly Change[];
  readonly cursor: string;
  /** Everything up to this rev is in the base with it. */
  readonly reached: number;
};

/** Rule S2: the changes, their cursor, and the end of the commands they carry, in one transaction. */
export function applyArrival(database: HubDatabase, arrival: Arrival): Promise<boolean> {
  const { rows, cursors, outbox } = database;
  return database.transaction('rw', rows, cursors, outbox, async () => {
    const { workshopId } = arrival;
    const known = await cursors.get(workshopId);
    if (!known || known.cursor !== arrival.from) return false;
    if (arrival.snapshot) await rows.where({ workshopId }).delete();
    const { kept, gone } = sortChanges(arrival.changes);
    await rows.bulkDelete(gone);
    await rows.bulkPut(kept);
    await cursors.put({ ...known, cursor: arrival.cursor, reached: arrival.reached });
    await outbox
      .where({ workshopId })
      .filter((e) => e.state === 'applied' && e.rev !== null && e.rev <= arrival.reached)
      .delete();
    return true;
  });
}

/** The last word of a page on each row. */
function sortChanges(changes: readonly Change[]): { kept: Row[]; gone: [RowKind, string][] } {
  const last = new Map(changes.map((c) => [`${c.kind} ${c.id}`, c]));
  const kept: Row[] = [];
  const gone: [RowKind, string][] = [];
  for (const one of last.values()) {
    if (one.data === null) gone.push([one.kind, one.id]);
    else kept.push(one);
  }
  return { kept, gone };
}

/** Recordings whose contents an arrival takes away (rule M8). */
export async function recordingsLost(database: HubDatabase, arrival: Arrival): Promise<readonly string[]> {
  const { workshopId, changes, snapshot } = arrival;
  const held = await database.rows.where({ workshopId, kind: 'recordingContents' }).toArray();
  const last = new Map(
    changes.flatMap((c) => (c.kind === 'recordingContents' ? [[c.id, c.data] as const] : [])),
  );
  return held.flatMap((row) => {
    const said = last.get(row.id);
    const lost = said === null || (snapshot && said === undefined);
    return lost && row.kind === 'recordingContents' ? [row.data.recordingId] : [];
  });
}

/** Every rendition that the base holds, with its recording's blobs, for main to serve (rule D7). */
export async function mediaHeld(database: HubDatabase, hub: string): Promise<readonly MediaGrant[]> {
  const held = await database.rows.filter((row) => row.kind === 'recordingContents').toArray();
  return held.flatMap((row) => {
    if (row.kind !== 'recordingContents') return [];
    const { recordingId, renditions, captions, poster } = row.data;
    const blobs = [captions, poster].filter((hash) => hash !== null);
    const { workshopId } = row;
    return renditions.map((rendition) => ({ hub, workshopId, recordingId, rendition, blobs }));
  });
}

export type WorkshopsHeld = readonly {
  readonly id: string;
  readonly slug: string;
  readonly membership: Membership;
}[];

/** Recordings of the workshops that the account is in no more. */
export async function recordingsLeft(
  database: HubDatabase,
  workshops: WorkshopsHeld,
): Promise<readonly string[]> {
  const stay = new Set(workshops.map((w) => w.id));
  const held = await database.rows.filter((row) => row.kind === 'recordingContents').toArray();
  return held.flatMap((row) =>
    row.kind === 'recordingContents' && !stay.has(row.workshopId) ? [row.data.recordingId] : [],
  );
}

/**
 * Takes over which workshops the account is in: new ones begin without a cursor, those left lose
 * their rows; commands are kept.
 */
export function applyMemberships(database: HubDatabase, workshops: WorkshopsHeld): Promise<void> {
  const { rows, cursors } = database;
  return database.transaction('rw', rows, cursors, async () => {
    const known = new Map((await cursors.toArray()).map((c) => [c.workshopId, c]));
    const now = workshops.map(({ id, slug, membership }): WorkshopCursor => {
      const { cursor = null, reached = 0 } = known.get(id) ?? {};
      return { workshopId: id, slug, membership, cursor, reached };
    });
    await cursors.bulkPut(now);
    const stay = new Set(workshops.map((w) => w.id));
    const left = [...known.keys()].filter((id) => !stay.has(id));
    await rows.where('workshopId').anyOf(left).delete();
    await cursors.bulkDelete(left);
  });
}

/**
 * Keeps the hub's clock (rule S9). With another epoch every cursor is dropped, and what that epoch had
 * applied but the base does not show is to be pushed again (rule S10).
 */
export function applyHub(database: HubDatabase, epoch: string, clock: HubClock): Promise<void> {
  const { hub, cursors, outbox } = database;
  return database.transaction('rw', hub, cursors, outbox, async () => {
    const known = await hub.get('hub');
    await hub.put({ key: 'hub', epoch, clock, at: known?.at ?? null });
    if (!known || known.epoch === epoch) return;
    await cursors.toCollection().modify({ cursor: null, reached: 0 });
    await outbox.where({ state: 'applied' }).modify({ state: 'waiting', rev: null });
  });
}
