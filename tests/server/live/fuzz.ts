import { refusal } from '#shared/contracts/refusals.ts';
import { type SocketRequestName, socketRequests } from '#shared/contracts/socket.ts';
import { stagePhase } from '#shared/live/stage.ts';
import { Prng } from '#tests/server/sync/fuzz/Prng.ts';
import { actRows, eventRows, type Ids } from './authority.ts';
import { hurriedLimits } from './hurriedLimits.ts';
import { type LiveApp, vp8 } from './LiveApp.ts';
import { LiveHub, type Someone } from './LiveHub.ts';

/** Sent at once. */
const BATCH = 25;
/** After so many messages everybody is back in a live room. */
const ROUND = 250;

class Dice extends Prng {
  one<T>(list: readonly T[]): T {
    const found = this.pick(list);
    if (found === undefined && list.length === 0) throw new Error('nothing to pick from');
    return found as T;
  }

  uuid(): string {
    const hex = Array.from({ length: 32 }, () => this.int(16).toString(16)).join('');
    return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-7$3-8$4-$5');
  }
}

type Known = { readonly name: string; readonly body: unknown };

const junk: readonly unknown[] = [
  ...[null, true, -1, 0, 1.5, 2 ** 53, Number.MAX_VALUE, '', 'x', '\u0000', 'é'.repeat(200), [], {}, [[[]]]],
  ...[
    JSON.parse('{"__proto__":{"runs":true}}'),
    { constructor: {} },
    '../../..',
    "'; drop table stage; --",
    Array(60).fill(0),
  ],
];

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One thing about a message made another: a field gone, added, or of another kind, at any depth. */
function mutated(prng: Dice, value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0 && prng.chance(0.7)) {
    const at = prng.int(value.length);
    return value.map((one, index) => (index === at ? mutated(prng, one) : one));
  }
  if (!isObject(value) || Object.keys(value).length === 0 || prng.chance(0.15)) return prng.one(junk);
  const key = prng.one(Object.keys(value));
  const { [key]: field, ...rest } = value;
  if (prng.chance(0.15)) return rest;
  if (prng.chance(0.1)) return { ...value, [String(prng.one(junk))]: prng.one(junk) };
  return { ...rest, [key]: mutated(prng, field) };
}

/** Sends a hub what apps say, and what none would; every message is answered in the contract's words. */
export class LiveFuzz {
  readonly hub: LiveHub;
  /** Answers that no message should get. */
  readonly faults: string[] = [];
  readonly reasons = new Map<string, number>();
  readonly #prng: Dice;
  readonly #ref: { readonly workshopId: string; readonly sessionId: string };
  readonly #people: readonly Someone[];
  readonly #apps: LiveApp[] = [];
  /** Ids that the hub has named, newest last. */
  readonly #named: string[] = [];

  private constructor(hub: LiveHub, seed: number, ref: LiveFuzz['ref'], people: readonly Someone[]) {
    this.hub = hub;
    this.#prng = new Dice(seed);
    this.#ref = ref;
    this.#people = people;
  }

  get ref(): { readonly workshopId: string; readonly sessionId: string } {
    return this.#ref;
  }

  /** On a hub whose limits do not end it all. */
  static async start(seed: number): Promise<LiveFuzz> {
    const hub = await LiveHub.start(300, {}, { handGraceMs: 300 }, undefined, hurriedLimits());
    const { ref } = await hub.stage();
    const roles = ['moderator', 'organizer', 'speaker', 'speaker', 'attendee', 'attendee'] as const;
    const people = await Promise.all(roles.map((role) => hub.someone(ref.workshopId, role)));
    return new LiveFuzz(hub, seed, ref, people);
  }

  async run(count: number): Promise<void> {
    for (let sent = 0; sent < count; sent += BATCH) {
      if (sent % ROUND === 0) await this.#gather();
      await Promise.all(Array.from({ length: Math.min(BATCH, count - sent) }, () => this.#send()));
    }
  }

  /** Everybody is in a live room, whatever has become of it. */
  async #gather(): Promise<void> {
    for (const [index, who] of this.#people.entries()) {
      if (!this.#apps[index]?.socket.connected) this.#apps[index] = await this.hub.app(who);
    }
    const [moderator] = this.#apps;
    if (!moderator) throw new Error('nobody to run the stage');
    await moderator.raw('stage.setPhase', { ...this.#ref, phase: 'live' });
    await this.#join(moderator);
    for (const { accountId } of moderator.state.banned) {
      await moderator.raw('stage.act', { act: { kind: 'unban', accountId } });
    }
    for (const app of this.#apps.slice(1)) await this.#join(app);
  }

  async #join(app: LiveApp): Promise<void> {
    await app.join(this.#ref, true);
    for (const direction of ['send', 'receive'] as const) {
      const answer = await app.transport(direction).catch(() => null);
      if (answer) this.#named.push(answer);
    }
  }

  #ids(): Ids {
    const prng = this.#prng;
    const recent = this.#named.slice(-60);
    const id = (): string => (recent.length > 0 && prng.chance(0.9) ? prng.one(recent) : prng.uuid());
    const { accountId } = prng.one(this.#people);
    const messageId = prng.uuid();
    return {
      ...{ ...this.#ref, closedSessionId: prng.uuid(), accountId, messageId, transportId: id() },
      ...{ ownTransportId: id(), producerId: id(), consumerId: id() },
    };
  }

  #body(name: keyof typeof eventRows): unknown {
    const prng = this.#prng;
    const ids = this.#ids();
    if (name === 'stage.act') return { act: prng.one(Object.values(actRows)).act(ids) };
    if (name === 'stage.setPhase') return { ...this.#ref, phase: prng.one(stagePhase.options) };
    const body = eventRows[name].body(ids);
    const { rtpCapabilities } = this.#apps[0] ?? { rtpCapabilities: { codecs: [] } };
    if (name === 'stage.consume' || name === 'loop.consume') return { ...body, rtpCapabilities };
    if (name !== 'stage.produce' || prng.chance(0.5)) return body;
    return { ...body, kind: 'video', source: 'camera', rtpParameters: vp8(prng.int(2 ** 31)) };
  }

  #message(): Known {
    const prng = this.#prng;
    const names = Object.keys(eventRows) as (keyof typeof eventRows)[];
    const name = prng.one(names);
    const body = this.#body(name);
    if (prng.chance(0.05)) return { name: String(prng.one(junk)), body };
    return { name, body: prng.chance(0.5) ? mutated(prng, body) : body };
  }

  async #send(): Promise<void> {
    const { name, body } = this.#message();
    const app = this.#prng.one(this.#apps);
    if (!app.socket.connected) return;
    const answer = await app.socket
      .timeout(20_000)
      .emitWithAck(name, body)
      .catch(() => (app.socket.connected ? 'no answer' : null));
    if (answer !== null) this.#check(name, body, answer);
  }

  #check(name: string, body: unknown, answer: unknown): void {
    if (isObject(answer) && 'ok' in answer) {
      this.#count('ok');
      const known = socketRequests[name as SocketRequestName]?.reply.safeParse(answer.ok);
      if (known?.success) this.#keep(answer.ok);
      else this.faults.push(`${name} was answered outside of the contract`);
      return;
    }
    const read = refusal.safeParse(answer);
    this.#count(read.success ? read.data.refused : 'none');
    if (read.success && read.data.refused !== 'hub-error') return;
    this.faults.push(`${name} ${JSON.stringify(body)}: ${JSON.stringify(answer)}`);
  }

  #count(reason: string): void {
    this.reasons.set(reason, (this.reasons.get(reason) ?? 0) + 1);
  }

  /** Ids of transports, producers and consumers, for messages to come. */
  #keep(reply: unknown): void {
    if (!isObject(reply)) return;
    const { send, receive, ...own } = reply;
    for (const one of [own, send, receive].filter(isObject)) {
      for (const id of [one.id, one.producerId, one.consumerId]) {
        if (typeof id === 'string') this.#named.push(id);
      }
    }
  }
}
