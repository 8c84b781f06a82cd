import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { createLog } from '#server/log.ts';
import { StartError } from '#server/StartError.ts';
import { newId } from '#server/store/newId.ts';
import { openPostgres } from '#server/store/postgres/openPostgres.ts';
import { SqlStore } from '#server/store/SqlStore.ts';
import { Heads } from '#server/sync/Heads.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { serverUrl } from '#tests/support/postgres/sharedCluster.ts';
import { createTestDatabase } from '#tests/support/postgres/testDatabase.ts';
import { room } from '../sampleRows.ts';
import { gate, openStore, startServerFirst } from './databases.ts';

const log = createLog('silent');
const lost = new RefusedError('hub-error', 'the database does not answer');

async function prepare() {
  const url = await createTestDatabase();
  const open = () => openPostgres(url, log, { patience: 300 });
  return { url, open, ...(await openStore(open)) };
}

/** Ends every connection to the database but the one that asks, as a server that restarts does. */
async function endConnections(store: SqlStore): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(store.read);
}

const changed = (url: string, change: (url: URL) => void): string => {
  const next = new URL(url);
  change(next);
  return next.href;
};

/** Why a hub does not start on that database. */
async function refusal(url: string, options = {}): Promise<string> {
  try {
    const database = await openPostgres(url, log, options);
    onTestFinished(() => database.close());
  } catch (error) {
    expect(error).toBeInstanceOf(StartError);
    return (error as Error).message;
  }
  return 'it starts';
}

describe('a hub on PostgreSQL', () => {
  startServerFirst('PostgreSQL');

  test('does not start on a server that is not there, too old, or does not let it in: one sentence each, without the password', async () => {
    const url = await serverUrl(inject('clusterFolder'));
    const { host, password } = new URL(url);
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const wrong = {
      closed: changed(url, (at) => {
        at.host = `127.0.0.1:${port}`;
      }),
      nowhere: changed(url, (at) => {
        at.host = 'nowhere.invalid:5432';
      }),
      password: changed(url, (at) => {
        at.password = 'mistaken-secret';
      }),
      database: changed(url, (at) => {
        at.pathname = '/lectern_not_made';
      }),
    };
    const said = {
      closed: await refusal(wrong.closed),
      nowhere: await refusal(wrong.nowhere),
      password: await refusal(wrong.password),
      database: await refusal(wrong.database),
      old: await refusal(url, { oldest: 99 }),
      good: await refusal(url),
    };
    expect(said).toEqual({
      closed: `PostgreSQL does not answer at 127.0.0.1:${port}: is it running, and is DATABASE_URL right?`,
      nowhere: 'No machine of the name in DATABASE_URL is found: nowhere.invalid:5432',
      password: `PostgreSQL at ${host} does not let the user of DATABASE_URL in: check name and password`,
      database: `PostgreSQL at ${host} has no database lectern_not_made: create it, or correct DATABASE_URL`,
      old: expect.stringMatching(/^PostgreSQL at \S+ is version \d+: the hub needs 99 or newer$/),
      good: 'it starts',
    });
    for (const text of Object.values(said)) {
      expect(text).not.toContain(password);
      expect(text).not.toContain('mistaken-secret');
    }
  });

  test('does not start on a database that keeps text otherwise than as UTF-8, nor on something else that listens', async () => {
    const latin = await createTestDatabase("encoding 'LATIN1' locale 'C' template template0");
    expect(await refusal(latin)).toMatch(/does not keep text as UTF8: create one that does$/);
    const web: Server = createServer((_, answer) => void answer.end('hello'));
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void web.close());
    const { port } = web.address() as AddressInfo;
    expect(await refusal(`postgres://ada:secret@127.0.0.1:${port}/x`)).toContain(`127.0.0.1:${port}`);
  });

  test('a connection that is lost is refused as hub-error, for reads and for writes, and the next one works', async () => {
    const { store } = await prepare();
    await store.hold();
    const id = newId();
    await store.createWorkshop(id, 'sample');
    const outcome = (work: Promise<unknown>) =>
      work.then(
        () => 'done',
        (error: unknown) => error,
      );
    const goOn = gate();
    const reading = outcome(sql`select pg_sleep(30)`.execute(store.read));
    const writing = outcome(
      store.write(id, async (tx) => {
        await tx.put('room', newId(), room('Lost'));
        await sql`select pg_sleep(30)`.execute(tx.sql);
      }),
    );
    const between = outcome(
      store.transaction(async (at) => {
        await sql`select 'between statements'`.execute(at);
        await goOn.opened;
        await sql`select 1`.execute(at);
      }),
    );
    const underWay = async () => {
      const { rows } = await sql<{ state: string }>`select state from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
        and (query like '%pg_sleep%' or query like '%between statements%') order by state`.execute(
        store.read,
      );
      return rows.map((row) => row.state);
    };
    await expect.poll(underWay).toEqual(['active', 'active', 'idle in transaction']);
    await endConnections(store);
    goOn.open();
    expect(await Promise.all([reading, writing, between])).toEqual([lost, lost, lost]);
    // A connection that was idle may be given out once more before its end is noticed.
    await expect.poll(() => store.rows(id, 'room')).toEqual([]);
    await expect.poll(() => store.setMeta('a', '1').then(() => 'written')).toBe('written');
    await store.write(id, (tx) => tx.put('room', newId(), room('Found')));
    expect((await store.workshop(id))?.head).toBe(1);
  });

  test('a hub whose lease was lost takes it again; where another hub took it meanwhile, its writes are refused', async () => {
    const { store, open } = await prepare();
    await store.hold();
    const { store: other } = await openStore(open);
    const holder = async () => {
      const { rows } = await sql<{ pid: number }>`select pid from pg_locks
        where locktype = 'advisory' and granted
        and database = (select oid from pg_database where datname = current_database())`.execute(other.read);
      return rows.map(({ pid }) => pid).join();
    };
    const first = await holder();
    await endConnections(other);
    const again = async () => {
      await store.setMeta('a', '1');
      const now = await holder();
      return now !== '' && now !== first;
    };
    await expect.poll(again).toBe(true);
    await expect(other.hold()).rejects.toThrow('Another hub is running on the database of DATABASE_URL');
    await endConnections(other);
    const taken = () => other.hold().then(() => 'held', String);
    await expect.poll(taken).toBe('held');
    const refused = new RefusedError('hub-error', 'another hub has the database');
    const tried = () => store.setMeta('a', '2').catch((error: unknown) => error);
    await expect.poll(tried).toEqual(refused);
    await other.setMeta('a', '3');
    expect(await store.meta('a')).toBe('3');
  });

  test('a write that others hold up for too long is refused as hub-error, and leaves nothing behind', async () => {
    const { store } = await prepare();
    const id = newId();
    await store.createWorkshop(id, 'sample');
    const refused = store.write(id, async (tx) => {
      await tx.put('room', newId(), room('Slow'));
      await sql`set local statement_timeout = 100`.execute(tx.sql);
      await sql`select pg_sleep(30)`.execute(tx.sql);
    });
    await expect(refused).rejects.toEqual(new RefusedError('hub-error', 'the database is busy'));
    expect((await store.workshop(id))?.head).toBe(0);
  });

  test('does not start for a user who may not make tables, and says so', async () => {
    const { url, database } = await prepare();
    const name = `lectern_reader_${newId().replaceAll('-', '')}`;
    await sql`create role ${sql.id(name)} login password 'secret'`.execute(database.write);
    onTestFinished(async () => {
      await sql`drop role ${sql.id(name)}`.execute(database.write);
    });
    const reader = changed(url, (at) => {
      at.username = name;
      at.password = 'secret';
      at.searchParams.set('options', '-c search_path=public');
    });
    await sql`drop schema public cascade`.execute(database.write);
    await sql`create schema public`.execute(database.write);
    await sql`grant usage on schema public to public`.execute(database.write);
    const closed = await openPostgres(reader, log);
    onTestFinished(() => closed.close());
    await expect(SqlStore.open(closed, new Heads())).rejects.toEqual(
      new StartError("The hub's user may not make tables in its database"),
    );
  });
});
