import { join } from 'node:path';
import type { Log } from '../log.ts';
import type { Database } from './Database.ts';
import { openPostgres } from './postgres/openPostgres.ts';
import { openSqlite } from './sqlite.ts';

/**
 * The database that `DATABASE_URL` names, else the one in the data folder. Throws `StartError` where it
 * cannot be used.
 */
export function openDatabase(data: string, databaseUrl: string | null, log: Log): Promise<Database> {
  return databaseUrl === null ? openSqlite(join(data, 'hub.db')) : openPostgres(databaseUrl, log);
}
