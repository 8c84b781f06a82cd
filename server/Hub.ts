import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { openCertificate } from './http/certificate.ts';
import { createApp } from './http/createApp.ts';
import { Limits } from './http/Limits.ts';
import { listen } from './http/listen.ts';
import { metricsAccessOf } from './http/metricsRoute.ts';
import { TrustedProxies } from './http/TrustedProxies.ts';
import { chatHandlers } from './live/chat/chatHandlers.ts';
import { Live } from './live/Live.ts';
import { liveHandlers } from './live/liveHandlers.ts';
import { loopHandlers } from './live/loop/loopHandlers.ts';
import type { StageTakes } from './live/takes/StageTakes.ts';
import { Takes } from './live/takes/Takes.ts';
import type { Log } from './log.ts';
import { HubMetrics } from './metrics/HubMetrics.ts';
import { PackSnapshots } from './packs/PackSnapshots.ts';
import { Access } from './people/Access.ts';
import { AccessTokens } from './people/AccessTokens.ts';
import { HubKey } from './people/HubKey.ts';
import { Invites } from './people/Invites.ts';
import { Joining } from './people/Joining.ts';
import { Members } from './people/Members.ts';
import { Sessions } from './people/Sessions.ts';
import { HubClock } from './program/HubClock.ts';
import { Scheduler } from './program/Scheduler.ts';
import { type SeedDeps, seedDemo, seedFolder } from './program/seedDemo.ts';
import { Tallies } from './questions/Tallies.ts';
import { withdrawReady } from './ready.ts';
import { ByteTraffic } from './recordings/ByteTraffic.ts';
import { Renditions } from './recordings/Renditions.ts';
import { openMediaStore } from './recordings/store/openMediaStore.ts';
import { type AttachedSocket, attachSocket } from './socket/attachSocket.ts';
import { openDatabase } from './store/openDatabase.ts';
import { SqlStore } from './store/SqlStore.ts';
import type { Store } from './store/Store.ts';
import { Commands } from './sync/Commands.ts';
import { epochOf } from './sync/epoch.ts';
import { Heads } from './sync/Heads.ts';
import { Notices } from './sync/Notices.ts';
import { Pulls } from './sync/Pulls.ts';
import { Readers } from './sync/Readers.ts';

/** How long requests that are under way may take to end when the hub closes, in ms. */
const DRAIN = 4_000;

type Parts = {
  readonly server: Server;
  readonly socket: AttachedSocket;
  readonly live: Live;
  readonly takes: Takes;
  readonly traffic: ByteTraffic;
  readonly scheduler: Scheduler;
  readonly tallies: Tallies;
  readonly notices: Notices;
  readonly metrics: HubMetrics;
  readonly store: Store;
};

export type Base = {
  readonly heads: Heads;
  readonly store: Store;
  readonly key: HubKey;
  readonly renditions: Renditions;
  readonly invites: Invites;
};

/** What a hub is without its wires: opened by `Hub.start`, and by commands beside it. */
export async function openBase(config: Config, log: Log): Promise<Base> {
  const { data, databaseUrl } = config;
  await mkdir(data, { recursive: true, mode: 0o700 });
  const heads = new Heads();
  const store = await SqlStore.open(await openDatabase(data, databaseUrl, log), heads);
  const key = await HubKey.open(data);
  const renditions = new Renditions(store, await openMediaStore(config), key);
  return { heads, store, key, renditions, invites: new Invites(store) };
}

function startLive(
  config: Config,
  { store, heads }: Base,
  access: Access,
  takes: StageTakes,
  log: Log,
): Promise<Live> {
  const announcedAddress = config.rtcAddress === config.rtcHost ? null : config.rtcAddress;
  const rtc = {
    listenIp: config.rtcHost,
    announcedAddress,
    port: config.rtcPort,
    workers: config.rtcWorkers ?? availableParallelism(),
    routerConsumers: config.rtcCrowd,
  };
  return Live.start({ store, heads, access, takes, rtc, log });
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
    const certificate = await openCertificate(config);
    const listening = await listen(config.host, config.port, certificate);
    const base = await openBase(config, log);
    await base.store.hold();
    await withdrawReady(config.data);
    const { store } = base;
    const address = `${certificate ? 'https' : 'http'}://127.0.0.1:${listening.port}`;
    const pin = certificate?.pin ?? null;
    const publicAddress = config.address ?? address;
    const invites = await seed({ ...base, config, log, address: publicAddress, pin });
    const tokens = new AccessTokens(base.key, config.accessSeconds);
    const access = new Access(store, tokens);
    const clock = await HubClock.open(store);
    const traffic = await ByteTraffic.open({ ...base, data: config.data, jobs: config.jobs, access, log });
    const takes = await Takes.open({
      ...base,
      folder: join(config.data, 'takes'),
      work: (file) => traffic.take(file),
      log,
    });
    const live = await startLive(config, base, access, takes, log);
    const tallies = await Tallies.create(store, log);
    const scheduler = await Scheduler.start({ store, heads: base.heads, clock, log });
    const { server } = listening;
    const doors = { access, limits: new Limits(), proxies: new TrustedProxies(config.trustedProxies) };
    const handlers = { ...liveHandlers(live), ...chatHandlers(live), ...loopHandlers(live) };
    const epoch = await epochOf(store);
    const reading = { store, access, readers: new Readers(store), epoch, log };
    const notices = await Notices.start({ ...reading, heads: base.heads });
    const socket = attachSocket({ ...doors, server, notices, handlers, log });
    const metrics = new HubMetrics(live, socket);
    const sessions = new Sessions(store, access, tokens);
    listening.serve(
      createApp({
        ...base,
        ...doors,
        ...reading,
        uploads: traffic.uploads,
        transfers: traffic.transfers,
        metrics,
        metricsAccess: metricsAccessOf(config),
        name: config.name,
        address: () => publicAddress,
        pin,
        clock,
        sessions,
        joining: new Joining(store, access, sessions),
        members: new Members(store, access),
        commands: new Commands(store, access, tallies, () => clock.programNow(), live.stageLog),
        pulls: new Pulls(reading),
        packs: new PackSnapshots({
          ...base,
          epoch,
          folder: join(config.data, 'packs'),
          now: () => clock.realNow(),
        }),
      }),
    );
    await traffic.start();
    await takes.start();
    const parts = { server, socket, live, takes, traffic, scheduler, tallies, notices, metrics, store };
    return new Hub(address, invites, parts);
  }

  /** Accepts nothing new, ends the sockets, lets what is under way finish, closes the store. */
  close(): Promise<void> {
    this.#closing ??= this.#end();
    return this.#closing;
  }

  async #end(): Promise<void> {
    const { server, socket, live, takes, traffic, scheduler, tallies, notices, metrics, store } = this.#parts;
    // A connection that was busy when the server closed goes idle later, and is ended then.
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN);
    await socket.close();
    clearInterval(idle);
    clearTimeout(cut);
    await live.close();
    await takes.close();
    await traffic.close();
    await scheduler.close();
    await tallies.close();
    await notices.close();
    metrics.close();
    await store.close();
  }
}
