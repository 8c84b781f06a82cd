import type { types } from 'mediasoup-client';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { SocketReply, SocketRequest } from '#shared/contracts/socket.ts';
import type { MediaSource } from '#shared/live/stage.ts';
import type { HubSocket } from '../../hub/socket.ts';
import { isCutOff, MOST_AGAIN, wasSlow } from './askAgain.ts';
import { retryDelay } from './connection.ts';
import type { Flow, Flowing } from './flowPlan.ts';
import { Subscription } from './Subscription.ts';
import type { SubscriptionPlan, Wanted } from './subscriptionPlan.ts';
import type { Transports } from './Transports.ts';

/** Somebody else's sound or picture that reaches this device. */
export type RemoteTrack = {
  readonly accountId: string;
  readonly source: MediaSource;
  readonly producerId: string;
  readonly track: MediaStreamTrack;
};

type ConsumerOptions = SocketReply<'stage.consume'>;

type Entry =
  | { readonly kind: 'opening'; readonly wanted: Wanted; readonly made: ConsumerOptions | null }
  | { readonly kind: 'open'; readonly wanted: Wanted; readonly subscription: Subscription }
  /** The hub or the browser would not; shown on the tile. Asked for again in this stay only where the hub was slow. */
  | { readonly kind: 'failed'; readonly wanted: Wanted };

export type SubscriptionEvents = {
  readonly onChange: () => void;
  /** How much of it is to flow now. */
  readonly flowOf: (flowing: Flowing) => Flow;
  /** The hub and we no longer agree on what is consumed. */
  readonly onBroken: (error: unknown) => void;
};

/** Everything this device consumes over one pair of transports. */
export class Subscriptions {
  readonly #wire: HubSocket;
  readonly #transports: Transports;
  readonly #events: SubscriptionEvents;
  readonly #entries = new Map<string, Entry>();
  /** Consumers that went into the message that connects the transport. */
  readonly #resumed = new Set<string>();
  #first: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(wire: HubSocket, transports: Transports, events: SubscriptionEvents) {
    this.#wire = wire;
    this.#transports = transports;
    this.#events = events;
  }

  get held(): ReadonlySet<string> {
    return new Set(this.#entries.keys());
  }

  get tracks(): readonly RemoteTrack[] {
    return [...this.#entries.values()].flatMap((entry) =>
      entry.kind === 'open' && entry.subscription.arrives
        ? [
            {
              accountId: entry.wanted.accountId,
              source: entry.wanted.producer.source,
              producerId: entry.wanted.producer.id,
              track: entry.subscription.consumer.track,
            },
          ]
        : [],
    );
  }

  /** Accounts of which something cannot be received. */
  get failed(): readonly string[] {
    return [...this.#entries.values()].flatMap((entry) =>
      entry.kind === 'failed' ? [entry.wanted.accountId] : [],
    );
  }

  /** Resolves when the consumers that came with the join are open, or have failed. */
  get first(): Promise<unknown> {
    return this.#first;
  }

  /** `made`: consumers that the hub has made already, with the join. All that opens at once connects at once. */
  apply(plan: SubscriptionPlan, made: readonly ConsumerOptions[] = []): void {
    if (this.#closed) return;
    for (const producerId of plan.close) this.#drop(producerId);
    const first: Promise<void>[] = [];
    for (const wanted of plan.open) {
      const { id } = wanted.producer;
      const ready = made.find(({ producerId }) => producerId === id) ?? null;
      this.#entries.set(id, { kind: 'opening', wanted, made: ready });
      const opening = this.#open(wanted, ready);
      if (ready) first.push(opening);
    }
    if (first.length > 0) this.#first = Promise.all(first);
    if (plan.close.length > 0) this.#events.onChange();
  }

  /** Over a new socket: the hub may have missed something, and we. */
  resumed(): void {
    this.#changeOpen(({ subscription, wanted }) => {
      subscription.resumed();
      subscription.setFlow(this.#flowOf(wanted));
    });
  }

  /** What is shown, saved or to be relieved has changed. */
  reflow(): void {
    this.#changeOpen(({ subscription, wanted }) => subscription.setFlow(this.#flowOf(wanted)));
  }

  /** The hub sends this layer of a consumer from now on, or nothing. */
  layersChanged(consumerId: string, spatial: number | null): void {
    this.#changeOpen(({ subscription }) => {
      if (subscription.consumer.id === consumerId) subscription.sends(spatial);
    });
  }

  /** Own consumers to be resumed in the message that connects the receiving transport. */
  resumesAtConnect(): readonly string[] {
    const ids = [...this.#entries.values()].flatMap((entry) =>
      entry.kind === 'opening' && entry.made && this.#flowOf(entry.wanted).flows
        ? [entry.made.consumerId]
        : [],
    );
    for (const id of ids) this.#resumed.add(id);
    return ids;
  }

  /** The transport was made anew, with no consumers on it. */
  restart(): void {
    this.#entries.clear();
    this.#resumed.clear();
    this.#events.onChange();
  }

  /** The transports died and took the consumers with them. */
  parentClosed(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#entries.clear();
  }

  #changeOpen(change: (entry: Extract<Entry, { kind: 'open' }>) => void): void {
    const arriving = () => this.tracks.map(({ producerId }) => producerId).join(' ');
    const before = arriving();
    for (const entry of this.#entries.values()) if (entry.kind === 'open') change(entry);
    if (arriving() !== before) this.#events.onChange();
  }

  #flowOf({ accountId, producer }: Wanted): Flow {
    return this.#events.flowOf({ accountId, source: producer.source });
  }

  async #open(wanted: Wanted, ready: ConsumerOptions | null, again = 0): Promise<void> {
    const { id } = wanted.producer;
    const { receive } = this.#transports;
    const current = () => this.#isWanted(wanted) && receive === this.#transports.receive;
    try {
      const made = ready ?? (await this.#consume(wanted));
      if (!current()) return;
      const consumer = await receive.consume({
        id: made.consumerId,
        producerId: id,
        kind: made.kind,
        rtpParameters: made.rtpParameters as types.RtpParameters,
      });
      if (!current()) return consumer.close();
      const subscription = new Subscription(wanted, consumer, this.#wire, (error) =>
        this.#fail(wanted, error),
      );
      if (this.#resumed.has(consumer.id)) subscription.resumedAtConnect();
      this.#entries.set(id, { kind: 'open', wanted, subscription });
      subscription.setFlow(this.#flowOf(wanted));
      this.#events.onChange();
    } catch (error) {
      if (!current()) return;
      this.#fail(wanted, error);
      if (again < MOST_AGAIN && wasSlow(error, this.#wire)) this.#openLater(wanted, again + 1);
    }
  }

  #openLater(wanted: Wanted, again: number): void {
    const { id } = wanted.producer;
    setTimeout(() => {
      const entry = this.#entries.get(id);
      if (this.#closed || entry?.wanted !== wanted || entry.kind !== 'failed') return;
      this.#entries.set(id, { kind: 'opening', wanted, made: null });
      this.#events.onChange();
      void this.#open(wanted, null, again);
    }, retryDelay(again));
  }

  #consume(wanted: Wanted): Promise<ConsumerOptions> {
    const { receive, device } = this.#transports;
    return this.#wire.request('stage.consume', {
      transportId: receive.id,
      producerId: wanted.producer.id,
      rtpCapabilities: device.recvRtpCapabilities as SocketRequest<'stage.consume'>['rtpCapabilities'],
    });
  }

  #fail(wanted: Wanted, error: unknown): void {
    const { id } = wanted.producer;
    const entry = this.#entries.get(id);
    if (this.#closed || entry?.wanted !== wanted) return;
    if (entry.kind === 'open') this.#end(entry.subscription);
    if (isCutOff(error, this.#wire)) this.#entries.delete(id);
    else this.#entries.set(id, { kind: 'failed', wanted });
    if (error instanceof RefusedError && error.reason === 'already-done') this.#events.onBroken(error);
    this.#events.onChange();
  }

  /** At the hub too, which may send it still. It may have ended there, or never get this. */
  #end(subscription: Subscription): void {
    subscription.close();
    const { id } = subscription.consumer;
    this.#wire.request('stage.closeConsumer', { consumerId: id }).catch(() => undefined);
  }

  #isWanted(wanted: Wanted): boolean {
    return !this.#closed && this.#entries.get(wanted.producer.id)?.wanted === wanted;
  }

  /** The hub has closed its end already, with the producer. */
  #drop(producerId: string): void {
    const entry = this.#entries.get(producerId);
    this.#entries.delete(producerId);
    if (entry?.kind === 'open') entry.subscription.close();
  }
}
