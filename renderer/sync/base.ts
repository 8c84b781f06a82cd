import { Dexie } from 'dexie';
import type { MediaGrant } from '#shared/contracts/ipc.ts';
import type { Membership } from '#shared/people/account.ts';
import { blobsOf } from '#shared/recordings/recording.ts';
import type { Change } from '#shared/sync/rows.ts';
import type { BaseKey, BaseRow, HubDatabase } from './database.ts';
import type { HubClock } from './hubClock.ts';
import { allBaseRows, baseRows } from './readBase.ts';

/** A page of changes as it goes into the base. */
export type Arrival = {
  readonly workshopId: string;
  /** The cursor it continues: where the base is at another one, the arrival is not applied. */
  readonly from: string | null;
  readonly changes: readonly Change[];
  readonly cursor: string;
  /** Everything up to this rev is in the base with it. */
  readonly reached: number;
};

/**
 * Rule S2: changes and their cursor in one transaction, which also ends what it shows of commands (S7). What
 * the base has already, as a page that comes twice brings it, changes nothing.
 * @returns false where the base is at another cursor, or a snapshot is on its way that replaces it
 */
export function applyArrival(database: HubDatabase, arrival: Arrival): Promise<boolean> {
  const { base, cursors, fillings } = database;
  return database.transaction('rw', base, cursors, fillings, async () => {
    const { workshopId, cursor } = arrival;
    const known = await cursors.get(workshopId);
    if (!known || known.cursor !== arrival.from || (await fillings.get(workshopId))) return false;
    const fresh = arrival.changes.filter((one) => one.rev > known.reached);
    await putChanges(database, fresh, known.generation);
    await cursors.put({ ...known, cursor, reached: Math.max(known.reached, arrival.reached) });
    return true;
  });
}

/** The last word of a page on each row, into one generation; inside the caller's transaction. */
export async function putChanges(
  { base }: HubDatabase,
  changes: readonly Change[],
  generation: number,
): Promise<void> {
  const last = new Map(changes.map((c) => [`${c.kind} ${c.id}`, c]));
  const kept: BaseRow[] = [];
  const gone: BaseKey[] = [];
  for (const one of last.values()) {
    if (one.data === null) gone.push([one.workshopId, generation, one.kind, one.id]);
    else kept.push({ ...one, generation });
  }
  if (gone.length > 0) await base.bulkDelete(gone);
  if (kept.length > 0) await base.bulkPut(kept);
}

/** Recordings whose contents a page takes away (rule M8). */
export async function recordingsLost(
  database: HubDatabase,
  workshopId: string,
  changes: readonly Change[],
): Promise<readonly string[]> {
  const gone = changes.filter((c) => c.kind === 'recordingContents' && c.data === null);
  if (gone.length === 0) return [];
  const ids = new Set(gone.map((c) => c.id));
  const held = await baseRows(database, workshopId, 'recordingContents');
  return held.filter((row) => ids.has(row.id)).map((row) => row.data.recordingId);
}

/** Whether changes may be ones of what main serves: recordings, what is allowed with them, photos. */
export function concernMedia(changes: readonly Change[]): boolean {
  return changes.some(({ kind }) => ['recordingContents', 'recording', 'person'].includes(kind));
}

/** Every rendition that the base holds, with its recording's blobs, for main to serve (rule D7). */
export async function mediaHeld(database: HubDatabase, hub: string): Promise<readonly MediaGrant[]> {
  const held = await allBaseRows(database, 'recordingContents');
  const announced = await allBaseRows(database, 'recording');
  const bound = new Set(
    announced.flatMap((row) => (row.kind === 'recording' && !row.data.mayBeKept ? [row.id] : [])),
  );
  return held.flatMap((row) => {
    if (row.kind !== 'recordingContents') return [];
    const { workshopId } = row;
    const { recordingId, renditions } = row.data;
    const blobs = [...blobsOf(row.data)];
    const mayBeKept = !bound.has(recordingId);
    return renditions.map((rendition) => ({ hub, workshopId, recordingId, rendition, blobs, mayBeKept }));
  });
}

/** The blobs that public rows name: photos of people. */
export async function photosHeld(
  database: HubDatabase,
): Promise<readonly { workshopId: string; hash: string }[]> {
  const people = await allBaseRows(database, 'person');
  return people.flatMap(({ kind, workshopId, data }) =>
    kind === 'person' && data.photo !== null ? [{ workshopId, hash: data.photo }] : [],
  );
}

export type WorkshopsHeld = readonly {
  readonly id: string;
  readonly slug: string;
  readonly membership: Membership;
  readonly fromPack?: boolean;
}[];

/** Recordings of the workshops that the account is in no more. */
export async function recordingsLeft(
  database: HubDatabase,
  workshops: WorkshopsHeld,
): Promise<readonly string[]> {
  const stay = new Set(workshops.map((w) => w.id));
  const held = await allBaseRows(database, 'recordingContents');
  return held.flatMap((row) =>
    row.kind === 'recordingContents' && !stay.has(row.workshopId) ? [row.data.recordingId] : [],
  );
}

/**
 * Takes over which workshops the account is in: new ones begin without a cursor, those left are gone at once
 * and their rows swept afterwards; commands are kept.
 */
export function applyMemberships(database: HubDatabase, workshops: WorkshopsHeld): Promise<void> {
  const { base, bases, cursors, fillings } = database;
  return database.transaction('rw', base, bases, cursors, fillings, async () => {
    const known = new Map((await cursors.toArray()).map((c) => [c.workshopId, c]));
    for (const { id, slug, membership, fromPack } of workshops) {
      const { fromPack: _, ...before } = known.get(id) ?? (await beginning(database, id));
      const from = fromPack ? ({ fromPack: true } as const) : {};
      const now = { ...before, workshopId: id, slug, membership, ...from };
      if (JSON.stringify(now) === JSON.stringify(known.get(id))) continue;
      await cursors.put(now);
      await bases.put({ workshopId: id, slug, membership, ...from, generation: now.generation });
    }
    const stay = new Set(workshops.map((w) => w.id));
    const left = [...known.keys()].filter((id) => !stay.has(id));
    await cursors.bulkDelete(left);
    await bases.bulkDelete(left);
    await fillings.bulkDelete(left);
  });
}

/** A workshop that was left and is joined again begins behind the generations that are not swept yet. */
async function beginning(database: HubDatabase, workshopId: string) {
  const generation = await unusedGeneration(database, workshopId);
  return { cursor: null, reached: 0, generation, fromPack: undefined };
}

/** Behind every generation that has rows: also behind one whose filling was given up and is not swept yet. */
export async function unusedGeneration({ base }: HubDatabase, workshopId: string): Promise<number> {
  const [last] = await base
    .where(':id')
    .between([workshopId, Dexie.minKey], [workshopId, Dexie.maxKey])
    .reverse()
    .limit(1)
    .toArray();
  return last ? last.generation + 1 : 0;
}

/** A hub as it was met: `resentSince` is from when on applied commands were put back to wait, in ms; `null` if none were. */
export type MetHub = {
  readonly epoch: string;
  readonly clock: HubClock;
  readonly resentSince: number | null;
};

/**
 * Keeps the hub's clock (rule S9). With another epoch every cursor is dropped (rule S10), unless a command
 * is still taken for applied that the hub of this epoch may lack: then nothing is kept, and it is `false`.
 */
export function applyHub(database: HubDatabase, { epoch, clock, resentSince }: MetHub): Promise<boolean> {
  const { hub, cursors, fillings, commands } = database;
  return database.transaction('rw', hub, cursors, fillings, commands, async () => {
    const known = await hub.get('hub');
    // Without a hub of before, what is pushed meanwhile goes to the hub of this epoch already.
    if (known && known.epoch !== epoch) {
      const since = resentSince ?? -Infinity;
      const mayLack = await commands
        .where({ state: 'applied' })
        .filter(({ appliedAt }) => appliedAt !== null && appliedAt >= since)
        .count();
      if (mayLack > 0) return false;
    }
    await hub.put({ key: 'hub', epoch, clock, at: known?.at ?? null });
    if (known?.epoch === epoch) return true;
    await cursors.toCollection().modify({ cursor: null, reached: 0 });
    await fillings.clear();
    return true;
  });
}
