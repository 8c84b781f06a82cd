import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Kysely } from 'kysely';
import { createApp } from '#server/http/createApp.ts';
import { Limits } from '#server/http/Limits.ts';
import { listen } from '#server/http/listen.ts';
import { TrustedProxies } from '#server/http/TrustedProxies.ts';
import { createLog, type Log } from '#server/log.ts';
import { PackSnapshots } from '#server/packs/PackSnapshots.ts';
import { Access } from '#server/people/Access.ts';
import { AccessTokens } from '#server/people/AccessTokens.ts';
import { HubKey } from '#server/people/HubKey.ts';
import { Invites } from '#server/people/Invites.ts';
import { Joining } from '#server/people/Joining.ts';
import { Members } from '#server/people/Members.ts';
import { Sessions } from '#server/people/Sessions.ts';
import { hashSecret, newSecret } from '#server/people/secrets.ts';
import { HubClock } from '#server/program/HubClock.ts';
import { Scheduler } from '#server/program/Scheduler.ts';
import { Tallies } from '#server/questions/Tallies.ts';
import { ByteTraffic } from '#server/recordings/ByteTraffic.ts';
import { Renditions } from '#server/recordings/Renditions.ts';
import { FolderStore } from '#server/recordings/store/FolderStore.ts';
import { newId } from '#server/store/newId.ts';
import { SqlStore } from '#server/store/SqlStore.ts';
import type { Schema } from '#server/store/schema.ts';
import { openSqlite } from '#server/store/sqlite.ts';
import { Commands } from '#server/sync/Commands.ts';
import { epochOf } from '#server/sync/epoch.ts';
import { Heads } from '#server/sync/Heads.ts';
import { Notices } from '#server/sync/Notices.ts';
import { Pulls } from '#server/sync/Pulls.ts';
import { Readers } from '#server/sync/Readers.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '#shared/contracts/protocol.ts';
import type { Role } from '#shared/people/account.ts';

/** Tables in the order in which they can be filled. */
const tables = [
  'meta',
  'workshop',
  'account',
  'device',
  'membership',
  'row',
  'invite',
  'invite_workshop',
  'redemption',
  'refresh',
  'command',
  'import_part',
  'import_log',
  'question_author',
  'vote',
  'rendition',
  'blob',
  'upload',
  'stage',
] as const satisfies readonly (keyof Schema)[];

/** Everything in a hub's database. */
export type Dump = Readonly<Record<(typeof tables)[number], readonly Record<string, unknown>[]>>;

export type InProcessOptions = {
  /** The hub's real clock, in ms. */
  readonly realNow?: () => number;
  /** What another hub had, to go on with it. */
  readonly dump?: Dump;
  readonly log?: Log;
  /** The hub's own folder, but for the media store that all of a file's hubs share. */
  readonly data?: string;
  /** Called when there are tables and nothing is in them yet. */
  readonly prepare?: (store: SqlStore) => Promise<void>;
};

export type Someone = {
  readonly accountId: string;
  readonly deviceId: string;
  readonly token: string;
  /** To open invite links with. */
  readonly device: { readonly id: string; readonly secret: string; readonly label: string };
};

/** The answer to a request, its body parsed. */
export type Answer = { readonly status: number; readonly body: Record<string, unknown> };

type Parts = Pick<
  InProcessHub,
  | 'store'
  | 'heads'
  | 'access'
  | 'invites'
  | 'joining'
  | 'members'
  | 'notices'
  | 'scheduler'
  | 'tallies'
  | 'epoch'
  | 'renditions'
  | 'traffic'
> & { readonly tokens: AccessTokens; readonly app: Hono<never> };

/** One key and media folder for all hubs of a test file; nothing of theirs is looked at. */
const folder = mkdtempSync(join(tmpdir(), 'lectern-test-'));

process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** An hour passes between two requests. */
function unlimited(): Limits {
  let now = 0;
  return new Limits(() => {
    now += 3_600_000;
    return now;
  });
}

async function openStore(heads: Heads, { dump, prepare }: InProcessOptions): Promise<SqlStore> {
  const database = await openSqlite(':memory:');
  // A database in memory is its connection's own: what reads goes over the one that writes.
  await database.read.destroy();
  const close = () => database.write.destroy();
  const store = await SqlStore.open({ ...database, read: database.write, close }, heads);
  await prepare?.(store);
  if (!dump) return store;
  await store.transaction(async (sql) => {
    for (const name of tables) {
      for (const row of dump[name])
        await sql
          .insertInto(name)
          .values(row as never)
          .execute();
    }
  });
  return store;
}

/** A whole hub but for sockets and live media, on a database in memory, reached without a network. */
export class InProcessHub {
  readonly store: SqlStore;
  readonly heads: Heads;
  readonly access: Access;
  readonly invites: Invites;
  readonly joining: Joining;
  readonly members: Members;
  readonly notices: Notices;
  readonly scheduler: Scheduler;
  readonly tallies: Tallies;
  readonly epoch: string;
  readonly renditions: Renditions;
  readonly traffic: ByteTraffic;
  readonly #tokens: AccessTokens;
  readonly #app: Hono<never>;
  #server: Server | null = null;

  private constructor(parts: Parts) {
    this.store = parts.store;
    this.heads = parts.heads;
    this.access = parts.access;
    this.invites = parts.invites;
    this.joining = parts.joining;
    this.members = parts.members;
    this.notices = parts.notices;
    this.scheduler = parts.scheduler;
    this.tallies = parts.tallies;
    this.epoch = parts.epoch;
    this.renditions = parts.renditions;
    this.traffic = parts.traffic;
    this.#tokens = parts.tokens;
    this.#app = parts.app;
  }

  static async start(options: InProcessOptions = {}): Promise<InProcessHub> {
    const { realNow = Date.now, log = createLog('silent') } = options;
    const heads = new Heads();
    const store = await openStore(heads, options);
    const key = await HubKey.open(folder);
    const tokens = new AccessTokens(key, 3600);
    const access = new Access(store, tokens);
    const invites = new Invites(store);
    const sessions = new Sessions(store, access, tokens);
    const joining = new Joining(store, access, sessions);
    const members = new Members(store, access);
    const clock = await HubClock.open(store, realNow);
    const tallies = await Tallies.create(store, log, realNow);
    const scheduler = await Scheduler.start({ store, heads, clock, log });
    const epoch = await epochOf(store);
    const reading = { store, access, readers: new Readers(store), epoch, log };
    const notices = await Notices.start({ ...reading, heads });
    const people = { access, invites, sessions, joining, members };
    const renditions = new Renditions(store, await FolderStore.open(folder), key);
    const data = options.data ?? mkdtempSync(join(folder, 'data-'));
    const traffic = await ByteTraffic.open({ data, store, heads, access, renditions, jobs: 1, log });
    const app = createApp({
      metrics: { text: async () => '' },
      metricsAccess: { token: null, local: false },
      ...people,
      ...reading,
      name: 'A hub in memory',
      limits: unlimited(),
      proxies: new TrustedProxies([]),
      key,
      clock,
      address: () => 'http://127.0.0.1:1',
      pin: null,
      renditions,
      uploads: traffic.uploads,
      transfers: traffic.transfers,
      commands: new Commands(store, access, tallies, () => clock.programNow()),
      pulls: new Pulls(reading),
      packs: new PackSnapshots({ store, key, epoch, folder: join(folder, 'packs'), now: realNow }),
    });
    return new InProcessHub({
      ...people,
      store,
      heads,
      notices,
      scheduler,
      tallies,
      epoch,
      renditions,
      traffic,
      tokens,
      app: app as unknown as Hono<never>,
    });
  }

  /** The hub as `fetch` reaches it. */
  readonly fetch = async (url: URL, init: RequestInit = {}): Promise<Response> => {
    const env = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };
    return this.#app.request(`${url.pathname}${url.search}`, init, env as never);
  };

  /** Serves it over real HTTP too; what streams needs that. Resolves to its address. */
  async listen(): Promise<string> {
    const { server, port, serve } = await listen('127.0.0.1', 0);
    serve(this.#app as unknown as Parameters<typeof serve>[0]);
    this.#server = server;
    return `http://127.0.0.1:${port}`;
  }

  /** Asks as `who` (`null`: nobody signed in). */
  async ask(who: Someone | null, method: string, path: string, body?: unknown): Promise<Answer> {
    const answer = await this.fetch(new URL(path, 'http://127.0.0.1:1'), {
      method,
      headers: {
        [PROTOCOL_HEADER]: String(PROTOCOL),
        ...(who ? { authorization: `Bearer ${who.token}` } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  }

  async workshop(slug: string): Promise<string> {
    const id = newId();
    await this.store.createWorkshop(id, slug);
    return id;
  }

  /** A new account with a device that is signed in; `role` in each of these workshops. */
  async someone(
    role: Role,
    workshopIds: readonly string[],
    { personId = null as string | null, name = `A ${role}` } = {},
  ): Promise<Someone> {
    const [accountId, deviceId] = [newId(), randomUUID()];
    const device = { id: deviceId, secret: newSecret(), label: 'test' };
    await this.store.transaction(async (sql) => {
      await sql.insertInto('account').values({ id: accountId, name, created: 0 }).execute();
      const kept = {
        account_id: accountId,
        secret_hash: hashSecret(device.secret),
        created: 0,
        revoked: null,
      };
      await sql
        .insertInto('device')
        .values({ id: deviceId, label: device.label, ...kept })
        .execute();
      for (const workshopId of workshopIds) {
        const given = { account_id: accountId, workshop_id: workshopId, role, person_id: personId };
        await sql.insertInto('membership').values(given).execute();
      }
    });
    return { accountId, deviceId, token: (await this.#tokens.issue(accountId, deviceId)).token, device };
  }

  /** Everything, as it was at one moment; `also` is called at that moment. */
  dump(also: (sql: Kysely<Schema>) => Promise<unknown> = async () => undefined): Promise<Dump> {
    return this.store.transaction(async (sql) => {
      await also(sql);
      const found: [string, unknown][] = [];
      for (const name of tables) found.push([name, await sql.selectFrom(name).selectAll().execute()]);
      return Object.fromEntries(found) as Dump;
    });
  }

  /** Ends it as SIGTERM does: what waits is written. */
  async close(): Promise<void> {
    this.#server?.closeAllConnections();
    this.#server?.close();
    await this.traffic.close();
    await this.scheduler.close();
    await this.tallies.close();
    await this.notices.close();
    await this.store.close();
  }
}
