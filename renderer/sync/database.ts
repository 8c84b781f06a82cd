import { Dexie, type EntityTable, type Table } from 'dexie';
import type { Command } from '#shared/contracts/commands.ts';
import type { JoinedHub } from '#shared/contracts/ipc.ts';
import type { RefusalReason } from '#shared/contracts/refusals.ts';
import type { Membership } from '#shared/people/account.ts';
import type { Row, RowKind } from '#shared/sync/rows.ts';
import type { HubClock } from './hubClock.ts';

/** How far the base of one workshop has come. */
export type WorkshopCursor = {
  readonly workshopId: string;
  readonly slug: string;
  readonly membership: Membership;
  /** Opaque; `null` before the first pull and after the hub's epoch changed. */
  readonly cursor: string | null;
  /** Every change up to this rev that the reader may see is in the base. */
  readonly reached: number;
};

/** What is known of the hub itself. `at`: when the last whole pull ended, ms since the epoch. */
export type HubRecord = {
  readonly key: 'hub';
  readonly epoch: string;
  readonly clock: HubClock;
  readonly at: number | null;
};

export type OutboxState = 'waiting' | 'applied' | 'refused';

/** A command in the order of its making (rule S6). `rev` is set once applied, `reason` once refused. */
export type OutboxEntry = {
  readonly seq: number;
  readonly id: string;
  readonly workshopId: string;
  readonly command: Command;
  /** When it was made, ms on the program's clock. */
  readonly at: number;
  readonly state: OutboxState;
  readonly rev: number | null;
  readonly reason: RefusalReason | null;
};

/** Rule S12: one per hub and account. It holds rows and commands, never media. */
export class HubDatabase extends Dexie {
  declare readonly rows: Table<Row, [RowKind, string]>;
  declare readonly cursors: EntityTable<WorkshopCursor, 'workshopId'>;
  declare readonly hub: EntityTable<HubRecord, 'key'>;
  declare readonly outbox: EntityTable<OutboxEntry, 'seq'>;

  constructor(hub: Pick<JoinedHub, 'fingerprint' | 'account'>) {
    super(`lectern-${hub.fingerprint}-${hub.account.id}`, { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      rows: '[kind+id], workshopId, [workshopId+kind]',
      cursors: 'workshopId',
      hub: 'key',
      outbox: '++seq, &id, workshopId, state',
    });
  }
}
