import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { createApp } from './http/createApp.ts';
import { Limits } from './http/Limits.ts';
import { listen } from './http/listen.ts';
import { TrustedProxies } from './http/TrustedProxies.ts';
import { Live } from './live/Live.ts';
import { liveHandlers } from './live/liveHandlers.ts';
import type { Log } from './log.ts';
import { Access } from './people/Access.ts';
import { AccessTokens } from './people/AccessTokens.ts';
import { HubKey } from './people/HubKey.ts';
import { Invites } from './people/Invites.ts';
import { Joining } from './people/Joining.ts';
import { Sessions } from './people/Sessions.ts';
import { HubClock } from './program/HubClock.ts';
import { ReleaseScheduler } from './program/ReleaseScheduler.ts';
import { type SeedDeps, seedDemo, seedFolder } from './program/seedDemo.ts';
import { Commands } from './questions/Commands.ts';
import { Tallies } from './questions/Tallies.ts';
import { withdrawReady } from './ready.ts';
import { MediaStore } from './recordings/MediaStore.ts';
import { Renditions } from './recordings/Renditions.ts';
import { type AttachedSocket, attachSocket } from './socket/attachSocket.ts';
import { SqlStore } from './store/SqlStore.ts';
import type { Store } from './store/Store.ts';
import { openSqlite } from './store/sqlite.ts';
import { Heads } from './sync/Heads.ts';

/** How long requests that are under way may take to end when the hub closes, in ms. */
const DRAIN = 4_000;

type Parts = {
  readonly server: Server;
  readonly socket: AttachedSocket;
  readonly live: Live;
  readonly releases: ReleaseScheduler;
  readonly tallies: Tallies;
  readonly store: Store;
};

type Base = {
  readonly heads: Heads;
  readonly store: Store;
  readonly key: HubKey;
  readonly renditions: Renditions;
  readonly invites: Invites;
};

async function epochOf(store: Store): Promise<string> {
  const known = await store.meta('epoch');
  if (known !== null) return known;
  const epoch = randomUUID();
  await store.setMeta('epoch', epoch);
  return epoch;
}

async function openBase(data: string): Promise<Base> {
  await mkdir(data, { recursive: true, mode: 0o700 });
  const heads = new Heads();
  const store = await SqlStore.open(await openSqlite(join(data, 'hub.db')), heads);
  const key = await HubKey.open(data);
  const renditions = new Renditions(store, await MediaStore.open(data), key);
  return { heads, store, key, renditions, invites: new Invites(store) };
}

function startLive(config: Config, store: Store, access: Access, log: Log): Promise<Live> {
  const announcedAddress = config.rtcAddress === config.rtcHost ? null : config.rtcAddress;
  const workers = Math.min(4, Math.max(1, availableParallelism() - 1));
  const rtc = { listenIp: config.rtcHost, announcedAddress, port: config.rtcPort, workers };
  return Live.start({ store, access, rtc, log });
}

async function seed(deps: SeedDeps): Promise<Readonly<Record<string, string>>> {
  const { demo, workshops } = deps.config;
  if (demo) return seedDemo(deps);
  return workshops === null ? {} : seedFolder(deps, workshops);
}

/** A running hub. */
export class Hub {
  /** Where this machine reaches it. */
  readonly address: string;
  /** Invite links of the demonstration's people, by name. */
  readonly invites: Readonly<Record<string, string>>;
  readonly #parts: Parts;
  #closing: Promise<void> | null = null;

  private constructor(address: string, invites: Readonly<Record<string, string>>, parts: Parts) {
    this.address = address;
    this.invites = invites;
    this.#parts = parts;
  }

  /** Throws `StartError` where something that it needs is not there. */
  static async start(config: Config, log: Log): Promise<Hub> {
    const listening = await listen(config.host, config.port);
    await withdrawReady(config.data);
    const base = await openBase(config.data);
    const { store } = base;
    const address = `http://127.0.0.1:${listening.port}`;
    const publicAddress = config.address ?? address;
    const invites = await seed({ ...base, config, log, address: publicAddress });
    const tokens = new AccessTokens(base.key, config.accessSeconds);
    const access = new Access(store, tokens);
    const clock = await HubClock.open(store);
    const live = await startLive(config, store, access, log);
    const tallies = await Tallies.create(store, log);
    const releases = await ReleaseScheduler.start(store, clock, log);
    const { server } = listening;
    const doors = { access, limits: new Limits(), proxies: new TrustedProxies(config.trustedProxies) };
    const handlers = liveHandlers(live);
    const socket = attachSocket({ ...doors, server, heads: base.heads, handlers, log });
    const sessions = new Sessions(store, access, tokens);
    listening.serve(
      createApp({
        ...base,
        ...doors,
        name: config.name,
        epoch: await epochOf(store),
        address: () => publicAddress,
        clock,
        sessions,
        joining: new Joining(store, access, sessions),
        commands: new Commands(store, access, tallies, () => clock.programNow()),
        log,
      }),
    );
    return new Hub(address, invites, { server, socket, live, releases, tallies, store });
  }

  /** Accepts nothing new, ends the sockets, lets what is under way finish, closes the store. */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    const { server, socket, live, releases, tallies, store } = this.#parts;
    // A connection that was busy when the server closed goes idle later, and is ended then.
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN);
    await socket.close();
    clearInterval(idle);
    clearTimeout(cut);
    await live.close();
    await releases.close();
    await tallies.close();
    await store.close();
  }
}
