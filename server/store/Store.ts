import type { Kysely, Transaction } from 'kysely';
import type { StagePhase } from '#shared/live/stage.ts';
import type { StoredRow } from '#shared/sync/audiences.ts';
import type { Row, RowInput, RowKind } from '#shared/sync/rows.ts';
import type { Schema } from './schema.ts';

/** A write of one workshop's rows, holding the workshop's head until it commits (rule S1). */
export type WorkshopWrite = {
  readonly workshopId: string;
  /** The other tables, in the same transaction. */
  readonly sql: Transaction<Schema>;
  /** The rev of the last row that this write has put; the head before it where it has put none. */
  readonly rev: number;
  row<K extends RowKind>(kind: K, id: string): Promise<Row<K> | null>;
  rows<K extends RowKind>(kind: K): Promise<readonly Row<K>[]>;
  put<K extends RowKind>(kind: K, id: string, data: RowInput<K>): Promise<void>;
  /** Leaves a tombstone for those who were shown the row (rule S5); nothing where there is none. */
  remove(kind: RowKind, id: string): Promise<void>;
};

export type StoredStage = {
  readonly workshopId: string;
  readonly seq: number;
  readonly phase: StagePhase;
  readonly body: unknown;
};

/** What the stages of a hub keep (rule L7). */
export interface StageStore {
  readStage(sessionId: string): Promise<StoredStage | null>;
  /**
   * Also writes the public `stage` row where the phase changed, and what `also` adds, in one transaction. `body` is
   * anything JSON can hold.
   */
  writeStage(
    workshopId: string,
    sessionId: string,
    seq: number,
    phase: StagePhase,
    body: unknown,
    also?: (tx: WorkshopWrite) => Promise<void>,
  ): Promise<void>;
}

export type WorkshopEntry = { readonly id: string; readonly slug: string; readonly head: number };

/** Everything that a hub remembers, but for the bytes of recordings. */
export interface Store extends StageStore {
  /**
   * Makes this process the database's hub until the store is closed. Throws `StartError` where another
   * is it: stages, tallies and notices live in the memory of one process.
   */
  hold(): Promise<void>;
  /** For reading: sees what is committed and waits for no writer. */
  readonly read: Kysely<Schema>;
  /**
   * Writes of tables that are not synchronized. They wait for one another. `work` does no I/O but its
   * own, and may run more than once where others made it fail.
   */
  transaction<T>(work: (sql: Transaction<Schema>) => Promise<T>): Promise<T>;
  /**
   * Writes rows of a workshop. Throws `RefusedError` not-found where there is no such workshop; what
   * `work` throws undoes all of it. `work` does no I/O but the write's own,
   * and may run more than once where others made it fail. Rows are read and written by `tx` alone; they
   * are stored when `work` has ended.
   */
  write<T>(workshopId: string, work: (tx: WorkshopWrite) => Promise<T>): Promise<T>;
  createWorkshop(id: string, slug: string): Promise<void>;
  workshops(): Promise<readonly WorkshopEntry[]>;
  workshop(workshopId: string): Promise<WorkshopEntry | null>;
  /** The row as it is now, whoever asks; `null` where there is none or it was removed. */
  row<K extends RowKind>(workshopId: string, kind: K, id: string): Promise<Row<K> | null>;
  rows<K extends RowKind>(workshopId: string, kind: K): Promise<readonly Row<K>[]>;
  storedRow(workshopId: string, kind: RowKind, id: string): Promise<StoredRow | null>;
  /** Rows with `after` < rev <= `upTo`, in rev order, at most `limit`. */
  page(workshopId: string, after: number, upTo: number, limit: number): Promise<readonly StoredRow[]>;
  meta(key: string): Promise<string | null>;
  setMeta(key: string, value: string): Promise<void>;
  /** Ends the writes that are under way, then closes. */
  close(): Promise<void>;
}
