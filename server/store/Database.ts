import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * What the store needs of a database. Here the differences between SQLite and PostgreSQL end: tables,
 * migrations and queries are the same on both.
 */
export type Database = {
  /** For writes; a commit is on disk when it returns. */
  readonly write: Kysely<Schema>;
  /** For reads: sees only what is committed, waits for no writer, and cannot write. */
  readonly read: Kysely<Schema>;
  /** Whether different workshops may be written at the same time; else all writers wait for one another. */
  readonly writesSideBySide: boolean;
  /** Makes this process the database's hub until it closes. Throws `StartError` where there is one. */
  hold(): Promise<void>;
  /** Before each write of the hub: throws `RefusedError` hub-error where it may not be the hub any more. */
  claim(): Promise<void>;
  /** Whether a transaction failed only because of others, so that it may be run again from its beginning. */
  isPassing(error: unknown): boolean;
  close(): Promise<void>;
};
