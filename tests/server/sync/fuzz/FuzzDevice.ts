import { createHubHttp } from '#renderer/hub/http.ts';
import { HubDatabase } from '#renderer/sync/database.ts';
import { HubSync } from '#renderer/sync/HubSync.ts';
import { programTime } from '#renderer/sync/hubClock.ts';
import { Outbox } from '#renderer/sync/Outbox.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Change } from '#shared/sync/rows.ts';
import { type Heard, HeardClient } from '../HeardClient.ts';
import type { InProcessHub, Someone } from '../InProcessHub.ts';
import { MemoryJournal } from './MemoryJournal.ts';
import type { Prng } from './Prng.ts';

/** What a device needs of the world around it. */
export type Surroundings = {
  readonly random: Prng;
  readonly hub: () => InProcessHub | null;
  readonly now: () => number;
  /** Where the timeline is. */
  readonly position: () => Promise<number>;
  /** Asks the hub that is there; throws where there is none. */
  readonly ask: (url: URL, init: RequestInit) => Promise<Response>;
};

/** A change that crossed the wire to an account; `position`: where the timeline was then at the latest. */
export type Received = { readonly change: Change; readonly position: number };

const ADDRESS = 'http://127.0.0.1:1';
let databases = 0;

export async function ticks(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** The app's own sync on a device of an account, with a network that fails in every way there is. */
export class FuzzDevice {
  readonly who: Someone;
  readonly name: string;
  readonly journal = new MemoryJournal();
  readonly received: Received[] = [];
  /** Everything that was sent to it, as it was sent. */
  readonly raw: string[] = [];
  isFaulty = true;
  #link = true;
  #fingerprint: string;
  #client: HeardClient | null = null;
  #notices: Promise<void> = Promise.resolve();
  readonly #around: Surroundings;
  #run: {
    readonly database: HubDatabase;
    readonly sync: HubSync;
    readonly outbox: Outbox;
    readonly stop: () => void;
  } | null = null;

  constructor(who: Someone, name: string, around: Surroundings, fingerprint: string) {
    this.who = who;
    this.name = name;
    this.#around = around;
    this.#fingerprint = fingerprint;
    databases += 1;
    this.#database = `${fingerprint}-${databases}`;
  }
  #database: string;

  get database(): HubDatabase {
    return this.#running.database;
  }

  get outbox(): Outbox {
    return this.#running.outbox;
  }

  get isOpen(): boolean {
    return this.#run !== null;
  }

  get #running() {
    if (!this.#run) throw new Error(`${this.name} is not open`);
    return this.#run;
  }

  async open(): Promise<void> {
    if (this.#run) return;
    const account = { id: this.who.accountId, name: this.name };
    const database = new HubDatabase({ fingerprint: this.#database, account });
    const { now } = this.#around;
    const token = async () => ({ token: this.who.token, expires: Number.MAX_SAFE_INTEGER });
    const http = createHubHttp({ address: ADDRESS, token, fetch: this.#fetch });
    const sync = new HubSync({
      hub: { fingerprint: this.#fingerprint },
      database,
      http,
      media: { allow: async () => undefined, hint: async () => undefined, forget: async () => undefined },
      journal: this.journal,
      renewToken: async () => undefined,
      now,
    });
    const programNow = () => programTime(sync.engine.clock.get(), now());
    const outbox = new Outbox({ database, journal: this.journal, programNow });
    await sync.load();
    this.#run = { database, sync, outbox, stop: sync.start() };
    await this.connect();
  }

  /** Ends the app on this device; what it has stays. */
  async close(): Promise<void> {
    if (!this.#run) return;
    this.#disconnect();
    const { database, stop } = this.#run;
    this.#run = null;
    stop();
    database.close();
    // Of an app that ended nothing goes on; Dexie would open again for what was under way.
    const ended = () => Promise.reject(new Error('the app has ended'));
    Object.defineProperty(database, 'open', { value: ended });
  }

  /** The window's database is gone, as a full disk leaves it; the journal is not. */
  async wipe(): Promise<void> {
    await this.close();
    await new HubDatabase({
      fingerprint: this.#database,
      account: { id: this.who.accountId, name: this.name },
    }).delete();
  }

  async setLink(up: boolean): Promise<void> {
    this.#link = up;
    if (up) await this.connect();
    else this.#disconnect();
  }

  /** Connects where there is a network and a hub, and then pulls (rule S8). */
  async connect(): Promise<void> {
    this.#disconnect();
    const hub = this.#around.hub();
    if (!this.#link || !hub || !this.#run) return;
    const known = await hub.access.verifyAccess(this.who.token).catch(() => null);
    if (!known || !this.#run || hub !== this.#around.hub()) return;
    const client = new HeardClient(this.who, (heard) => this.#hear(client, heard));
    this.#client = client;
    hub.notices.add(client);
    this.#run.sync.wake();
  }

  /** Pulls and pushes at once; resolves when the base is at the hub's head, where the hub lets it in. */
  async catchUp(): Promise<void> {
    const { sync } = this.#running;
    await sync.engine.pullAll().catch((error: unknown) => {
      if (!(error instanceof RefusedError) || error.reason !== 'token-forged') throw error;
    });
    sync.pusher.kick();
    await sync.projector.catchUp();
  }

  /** The hub has ended or the network is gone. */
  #disconnect(): void {
    this.#client?.disconnect();
    this.#client = null;
    this.#run?.sync.offline();
  }

  #hear(client: HeardClient, heard: Heard): void {
    const { random } = this.#around;
    const text = JSON.stringify(heard.notice);
    const copy = { name: heard.name, notice: JSON.parse(text) } as Heard;
    const recorded = this.#record(text, copy.name === 'head.moved' ? (copy.notice.page?.changes ?? []) : []);
    const times = this.isFaulty && random.chance(0.1) ? 2 : 1;
    const wait = this.isFaulty ? random.int(6) : 0;
    this.#notices = this.#notices.then(async () => {
      await recorded;
      await ticks(wait);
      for (let n = 0; n < times && client === this.#client; n += 1) this.#deliver(copy);
    });
  }

  #deliver(heard: Heard): void {
    if (heard.name === 'head.moved') this.#run?.sync.headMoved(heard.notice);
    if (heard.name === 'scope.changed') this.#run?.sync.scopeChanged();
  }

  async #record(text: string, changes: readonly Change[]): Promise<void> {
    this.raw.push(text);
    if (changes.length === 0) return;
    const position = await this.#around.position();
    for (const change of changes) this.received.push({ change, position });
  }

  readonly #fetch = async (url: URL, init: RequestInit): Promise<Response> => {
    const { random } = this.#around;
    const fault = this.isFaulty ? random.int(20) : -1;
    const isPull = url.pathname.endsWith('/changes');
    if (isPull) url.searchParams.set('limit', String(1 + random.int(this.isFaulty ? 6 : 50)));
    await ticks(this.isFaulty ? random.int(4) : 0);
    if (fault === 0) throw new TypeError('the request was lost');
    if (fault === 1) await this.#ask(url, init);
    const answer = await this.#ask(url, init);
    const text = await answer.clone().text();
    if (isPull && answer.ok) await this.#record(text, (JSON.parse(text) as { changes: Change[] }).changes);
    else this.raw.push(text);
    await ticks(this.isFaulty ? random.int(4) : 0);
    if (fault === 2 || !this.#link) throw new TypeError('the reply was lost');
    return answer;
  };

  async #ask(url: URL, { signal: _, ...init }: RequestInit): Promise<Response> {
    if (!this.#link) throw new TypeError('there is no network');
    return this.#around.ask(url, init);
  }
}
