import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Limits } from '#server/http/Limits.ts';
import { TrustedProxies } from '#server/http/TrustedProxies.ts';
import { chatHandlers } from '#server/live/chat/chatHandlers.ts';
import { Live, type LiveOptions } from '#server/live/Live.ts';
import { liveHandlers } from '#server/live/liveHandlers.ts';
import { loopHandlers } from '#server/live/loop/loopHandlers.ts';
import type { RtcOptions } from '#server/live/rtc/RtcWorkers.ts';
import { createLog } from '#server/log.ts';
import { Access } from '#server/people/Access.ts';
import { AccessTokens } from '#server/people/AccessTokens.ts';
import { HubKey } from '#server/people/HubKey.ts';
import { Sessions } from '#server/people/Sessions.ts';
import { type AttachedSocket, attachSocket } from '#server/socket/attachSocket.ts';
import { newId } from '#server/store/newId.ts';
import { SqlStore } from '#server/store/SqlStore.ts';
import { openSqlite } from '#server/store/sqlite.ts';
import { Heads } from '#server/sync/Heads.ts';
import { Notices } from '#server/sync/Notices.ts';
import { Readers } from '#server/sync/Readers.ts';
import type { Role } from '#shared/people/account.ts';
import { LiveApp } from './LiveApp.ts';

export type Someone = { readonly accountId: string; readonly deviceId: string };

/** The socket and live half of a hub: real store, tokens, sockets and media workers. */
export class LiveHub {
  readonly heads: Heads;
  readonly store: SqlStore;
  readonly access: Access;
  readonly live: Live;
  readonly address: string;
  readonly #key: HubKey;
  readonly #folder: string;
  readonly #socket: AttachedSocket;
  readonly #apps: LiveApp[] = [];

  private constructor(
    parts: { heads: Heads; store: SqlStore; access: Access; live: Live; key: HubKey },
    address: string,
    folder: string,
    socket: AttachedSocket,
  ) {
    this.heads = parts.heads;
    this.store = parts.store;
    this.access = parts.access;
    this.live = parts.live;
    this.#key = parts.key;
    this.address = address;
    this.#folder = folder;
    this.#socket = socket;
  }

  /** `folder`: of a hub that was stopped, to go on with what it had. */
  static async start(
    placeGraceMs = 600,
    media: Partial<RtcOptions> = {},
    options: Partial<Pick<LiveOptions, 'takes' | 'handGraceMs' | 'limits'>> = {},
    folder?: string,
    limits = new Limits(),
  ): Promise<LiveHub> {
    const data = folder ?? (await mkdtemp(join(tmpdir(), 'lectern-live-')));
    const heads = new Heads();
    const store = await SqlStore.open(await openSqlite(join(data, 'hub.db')), heads);
    const key = await HubKey.open(data);
    const access = new Access(store, new AccessTokens(key, 600));
    const log = createLog('silent');
    const rtc = { listenIp: '127.0.0.1', announcedAddress: null, port: 0, workers: 1, ...media };
    const live = await Live.start({ store, heads, access, rtc, log, placeGraceMs, limits, ...options });
    const server = createServer();
    const doors = { access, limits, proxies: new TrustedProxies([]) };
    const reading = { store, access, readers: new Readers(store), epoch: randomUUID(), log };
    const notices = await Notices.start({ ...reading, heads });
    const socket = attachSocket({
      ...doors,
      server,
      notices,
      handlers: { ...liveHandlers(live), ...chatHandlers(live), ...loopHandlers(live) },
      log,
    });
    const address = await listen(server);
    return new LiveHub({ heads, store, access, live, key }, address, data, socket);
  }

  async close(): Promise<void> {
    await rm(await this.stop(), { recursive: true });
  }

  /** Ends the hub and leaves its folder, which is returned. */
  async stop(): Promise<string> {
    for (const app of this.#apps) app.close();
    await this.#socket.close();
    await this.live.close();
    await this.store.close();
    return this.#folder;
  }

  async workshop(): Promise<string> {
    const id = newId();
    await this.store.createWorkshop(id, `w-${id}`);
    return id;
  }

  async session(workshopId: string, live = true): Promise<string> {
    const id = newId();
    await this.store.write(workshopId, (tx) =>
      tx.put('session', id, {
        kind: 'qa',
        title: 'Questions to the speakers',
        roomId: null,
        trackId: null,
        start: { kind: 'unknown' },
        end: { kind: 'unknown' },
        chairIds: [],
        phases: [],
        description: null,
        live,
        covers: { kind: 'talks-without-a-live-session' },
        order: 0,
      }),
    );
    return id;
  }

  /** `personId`: whom of the program the account is. */
  async someone(
    workshopId: string,
    role: Role,
    name: string = role,
    personId: string | null = null,
  ): Promise<Someone> {
    const accountId = newId();
    await this.store.transaction(async (sql) => {
      await sql.insertInto('account').values({ id: accountId, name, created: 0 }).execute();
      await sql
        .insertInto('membership')
        .values({ account_id: accountId, workshop_id: workshopId, role, person_id: personId })
        .execute();
    });
    return this.device(accountId);
  }

  async device(accountId: string): Promise<Someone> {
    const deviceId = randomUUID();
    await this.store.transaction((sql) =>
      sql
        .insertInto('device')
        .values({
          id: deviceId,
          account_id: accountId,
          secret_hash: '',
          label: 'test',
          created: 0,
          revoked: null,
        })
        .execute(),
    );
    return { accountId, deviceId };
  }

  /** An access token that works for `seconds`; negative: one that has expired. */
  async token({ accountId, deviceId }: Someone, seconds = 600): Promise<string> {
    return (await new AccessTokens(this.#key, seconds).issue(accountId, deviceId)).token;
  }

  /** A refresh token of that device is used, and comes back after the time for lost replies. */
  async steal({ accountId, deviceId }: Someone): Promise<void> {
    let late = 0;
    const tokens = new AccessTokens(this.#key, 600);
    const sessions = new Sessions(this.store, this.access, tokens, () => Date.now() + late);
    const { refreshToken } = await sessions.begin(accountId, deviceId);
    await sessions.refresh(refreshToken);
    late = 3_600_000;
    await sessions.refresh(refreshToken).then(
      () => {
        throw new Error('the theft was not noticed');
      },
      () => undefined,
    );
  }

  /** A connected app of that account and device. */
  async app(who: Someone, seconds = 600): Promise<LiveApp> {
    const app = new LiveApp(this.address, await this.token(who, seconds));
    this.#apps.push(app);
    await app.connected();
    return app;
  }

  /** An app in a new account of that role. */
  async appOf(workshopId: string, role: Role): Promise<LiveApp> {
    return this.app(await this.someone(workshopId, role));
  }

  /** A session of a new workshop with a moderator who has moved its stage to `phase`. */
  async stage(phase: 'closed' | 'green-room' | 'live' = 'live') {
    const workshopId = await this.workshop();
    const sessionId = await this.session(workshopId);
    const moderator = await this.appOf(workshopId, 'moderator');
    const ref = { workshopId, sessionId };
    if (phase !== 'closed') await moderator.request('stage.setPhase', { ...ref, phase });
    return { ...ref, ref, moderator };
  }
}

async function listen(server: HttpServer): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
