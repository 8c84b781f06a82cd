import { Dexie, type EntityTable, type Table, type Transaction } from 'dexie';
import type { JoinedHub } from '#shared/contracts/ipc.ts';
import type { Membership } from '#shared/people/account.ts';
import type { AgendaEntry, MarkEntry, OutboxEntry, ProgressEntry } from '#shared/sync/journalFold.ts';
import { type Row, type RowKind, rowKinds } from '#shared/sync/rows.ts';
import type { HubClock } from './hubClock.ts';

export type { AgendaEntry, MarkEntry, OutboxEntry, ProgressEntry } from '#shared/sync/journalFold.ts';

/** How far the base of one workshop has come. */
export type WorkshopCursor = {
  readonly workshopId: string;
  readonly slug: string;
  readonly membership: Membership;
  /** It came in a pack and the account is not in it: it is read, and nothing is asked of the hub. */
  readonly fromPack?: true;
  /** Opaque; `null` before the first pull and after the hub's epoch changed. */
  readonly cursor: string | null;
  /** Every change up to this rev that the reader may see is in the base. */
  readonly reached: number;
  /** Which generation of the workshop's rows is the base (rule S3); others are being filled, or are left over. */
  readonly generation: number;
};

/**
 * What readers of the base need of its cursor: apart from it, so that they are not told of every page. Written in
 * the same transaction.
 */
export type BaseRecord = Pick<
  WorkshopCursor,
  'workshopId' | 'slug' | 'membership' | 'fromPack' | 'generation'
>;

/** A generation that is being filled by a snapshot (rule S3): its pages up to `cursor` are in it. */
export type FillingRecord = {
  readonly workshopId: string;
  readonly generation: number;
  readonly cursor: string;
};

/** A row of one generation of a workshop's base. */
export type BaseRow = Row & { readonly generation: number };
/** Where a base row is found; a prefix of it names all rows of a workshop, a generation, a kind. */
export type BaseKey = [workshopId: string, generation: number, kind: RowKind, id: string];

/** How far the projection of the journal has come (rule S11). */
export type ProjectionRecord = {
  readonly key: 'journal';
  readonly generation: string;
  readonly seq: number;
};

/** What is known of the hub itself. `at`: when the last whole pull ended, ms since the epoch. */
export type HubRecord = {
  readonly key: 'hub';
  readonly epoch: string;
  readonly clock: HubClock;
  readonly at: number | null;
};

/** What version 1 kept of a command. */
export type CarriedCommand = Pick<OutboxEntry, 'command' | 'at' | 'state' | 'rev' | 'reason'>;

/**
 * Rule S12: one per hub and account. It holds rows and projections of the journal, never media. Nothing in it is
 * the truth, so that no write waits for the disk: the hub has the base, main the journal.
 */
export class HubDatabase extends Dexie {
  declare readonly base: Table<BaseRow, BaseKey>;
  declare readonly cursors: EntityTable<WorkshopCursor, 'workshopId'>;
  declare readonly bases: EntityTable<BaseRecord, 'workshopId'>;
  declare readonly fillings: EntityTable<FillingRecord, 'workshopId'>;
  declare readonly hub: EntityTable<HubRecord, 'key'>;
  declare readonly commands: EntityTable<OutboxEntry, 'id'>;
  declare readonly agenda: Table<AgendaEntry, [workshopId: string, talkId: string]>;
  declare readonly progress: EntityTable<ProgressEntry, 'recordingId'>;
  declare readonly marks: EntityTable<MarkEntry, 'markId'>;
  declare readonly projection: EntityTable<ProjectionRecord, 'key'>;
  /** Commands of version 1, from before the journal, until they are in it. */
  declare readonly carried: Table<CarriedCommand, number>;

  /** Whose database it is. */
  readonly accountId: string;

  constructor(hub: Pick<JoinedHub, 'fingerprint' | 'account'>) {
    super(`lectern-${hub.fingerprint}-${hub.account.id}`, { chromeTransactionDurability: 'relaxed' });
    this.accountId = hub.account.id;
    this.version(1).stores({
      rows: '[kind+id], workshopId, [workshopId+kind]',
      cursors: 'workshopId',
      hub: 'key',
      outbox: '++seq, &id, workshopId, state',
    });
    this.version(2)
      .stores({
        base: '[workshopId+generation+kind+id]',
        bases: 'workshopId',
        fillings: 'workshopId',
        commands: 'id, workshopId, state, [state+seq], [workshopId+state], [workshopId+state+rev]',
        agenda: '[workshopId+talkId]',
        progress: 'recordingId',
        projection: 'key',
        carried: '++n',
      })
      .upgrade(toGenerations);
    this.version(3).stores({ rows: null, outbox: null });
    this.version(4).stores({ marks: 'markId, recordingId' }).upgrade(readRowsAnew);
  }
}

/**
 * Kinds have fields that rows of before lack. Where a row cannot be read by its kind any more it goes, and its
 * workshop is pulled anew from the beginning, which brings it again.
 */
async function readRowsAnew(tx: Transaction): Promise<void> {
  const lacking = new Set<string>();
  await tx
    .table('base')
    .toCollection()
    .modify((row: BaseRow, place: { value?: unknown }) => {
      const read = rowKinds[row.kind]?.safeParse(withTracks(row));
      if (read?.success) {
        place.value = { ...row, data: read.data };
        return;
      }
      lacking.add(row.workshopId);
      delete place.value;
    });
  await tx
    .table('cursors')
    .where('workshopId')
    .anyOf([...lacking])
    .modify({ cursor: null, reached: 0 });
}

/** Version 3 knew captions in the one language of what is spoken. */
function withTracks({ kind, data }: BaseRow): unknown {
  if (kind !== 'recordingContents') return data;
  const { captions, language } = data as { readonly captions?: string | null; readonly language: string };
  return typeof captions === 'string' ? { ...data, captionTracks: [{ language, hash: captions }] } : data;
}

/** Version 1 had one generation of rows and kept the outbox here alone. */
async function toGenerations(tx: Transaction): Promise<void> {
  const rows: Row[] = await tx.table('rows').toArray();
  await tx.table('base').bulkAdd(rows.map((row) => ({ ...row, generation: 0 })));
  const cursors: WorkshopCursor[] = await tx.table('cursors').toArray();
  await tx.table('cursors').toCollection().modify({ generation: 0 });
  await tx
    .table('bases')
    .bulkAdd(
      cursors.map(({ workshopId, slug, membership }) => ({ workshopId, slug, membership, generation: 0 })),
    );
  await tx.table('carried').bulkAdd(await tx.table('outbox').orderBy('seq').toArray());
}
