import type { types } from 'mediasoup-client';
import type { SocketRequest } from '#shared/contracts/socket.ts';
import type { MediaSource } from '#shared/live/stage.ts';
import type { StageWire } from './StageWire.ts';
import type { SubscriptionPlan, Wanted } from './subscriptionPlan.ts';
import type { Transports } from './Transports.ts';

/** Somebody else's sound or picture as it reaches this device. */
export type RemoteTrack = {
  readonly accountId: string;
  readonly source: MediaSource;
  readonly producerId: string;
  readonly track: MediaStreamTrack;
};

type Entry =
  | { readonly kind: 'opening'; readonly wanted: Wanted }
  | { readonly kind: 'open'; readonly wanted: Wanted; readonly consumer: types.Consumer }
  /** The hub or the browser would not; shown on the tile, not tried again in this stay. */
  | { readonly kind: 'failed'; readonly wanted: Wanted; readonly error: unknown };

/** Everything this device consumes over one pair of transports. */
export class Subscriptions {
  readonly #wire: StageWire;
  readonly #transports: Transports;
  readonly #onChange: () => void;
  readonly #entries = new Map<string, Entry>();
  readonly #unwatched = new Set<string>();
  #closed = false;

  constructor(wire: StageWire, transports: Transports, onChange: () => void) {
    this.#wire = wire;
    this.#transports = transports;
    this.#onChange = onChange;
  }

  get held(): ReadonlySet<string> {
    return new Set(this.#entries.keys());
  }

  get tracks(): readonly RemoteTrack[] {
    return [...this.#entries.values()].flatMap((entry) =>
      entry.kind === 'open'
        ? [
            {
              accountId: entry.wanted.accountId,
              source: entry.wanted.producer.source,
              producerId: entry.wanted.producer.id,
              track: entry.consumer.track,
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

  apply(plan: SubscriptionPlan): void {
    if (this.#closed) return;
    for (const producerId of plan.close) this.#drop(producerId);
    for (const wanted of plan.open) {
      this.#entries.set(wanted.producer.id, { kind: 'opening', wanted });
      void this.#open(wanted);
    }
    if (plan.close.length > 0) this.#onChange();
  }

  /** Video of a tile that is out of sight is paused at the hub (design rule L4). */
  watch(accountId: string, watched: boolean): void {
    if (watched === !this.#unwatched.has(accountId)) return;
    if (watched) this.#unwatched.delete(accountId);
    else this.#unwatched.add(accountId);
    for (const entry of this.#entries.values()) {
      if (entry.kind !== 'open' || entry.wanted.accountId !== accountId) continue;
      if (entry.consumer.kind === 'video') void this.#setFlowing(entry.wanted, entry.consumer, watched);
    }
  }

  /** The transports died and took the consumers with them. */
  parentClosed(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#entries.clear();
  }

  async #open(wanted: Wanted): Promise<void> {
    const { id } = wanted.producer;
    try {
      const { receive, device } = this.#transports;
      const reply = await this.#wire.request('stage.consume', {
        transportId: receive.id,
        producerId: id,
        rtpCapabilities: device.recvRtpCapabilities as SocketRequest<'stage.consume'>['rtpCapabilities'],
      });
      if (!this.#isWanted(id)) return;
      const consumer = await receive.consume({
        id: reply.consumerId,
        producerId: id,
        kind: reply.kind,
        rtpParameters: reply.rtpParameters as types.RtpParameters,
      });
      if (!this.#isWanted(id)) return consumer.close();
      this.#entries.set(id, { kind: 'open', wanted, consumer });
      this.#onChange();
      const watched = consumer.kind === 'audio' || !this.#unwatched.has(wanted.accountId);
      if (watched) await this.#setFlowing(wanted, consumer, true);
    } catch (error) {
      this.#fail(wanted, error);
    }
  }

  /** Created paused and resumed only now, so that the key frame does not come too early. */
  async #setFlowing(wanted: Wanted, consumer: types.Consumer, flows: boolean): Promise<void> {
    try {
      await this.#wire.request(flows ? 'stage.resumeConsumer' : 'stage.pauseConsumer', {
        consumerId: consumer.id,
      });
    } catch (error) {
      this.#fail(wanted, error);
    }
  }

  #fail(wanted: Wanted, error: unknown): void {
    if (!this.#isWanted(wanted.producer.id)) return;
    const entry = this.#entries.get(wanted.producer.id);
    if (entry?.kind === 'open') entry.consumer.close();
    this.#entries.set(wanted.producer.id, { kind: 'failed', wanted, error });
    this.#onChange();
  }

  #isWanted(producerId: string): boolean {
    return !this.#closed && this.#entries.has(producerId);
  }

  /** The hub has closed its end already, with the producer. */
  #drop(producerId: string): void {
    const entry = this.#entries.get(producerId);
    this.#entries.delete(producerId);
    if (entry?.kind === 'open') entry.consumer.close();
  }
}
