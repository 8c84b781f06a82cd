import type { types } from 'mediasoup-client';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { HubSocket } from '../../hub/socket.ts';
import { isCutOff, MOST_AGAIN, wasSlow } from './askAgain.ts';
import { retryDelay } from './connection.ts';
import { type Flow, type Layers, paused } from './flowPlan.ts';
import type { Wanted } from './subscriptionPlan.ts';

const same = (a: Flow | null, b: Flow) =>
  a?.flows === b.flows &&
  (!b.flows || (a.layers?.spatial === b.layers?.spatial && a.layers?.temporal === b.layers?.temporal));

/** One consumer, and how much of it flows. The hub is told one thing after another, and only of what changed. */
export class Subscription {
  readonly wanted: Wanted;
  readonly consumer: types.Consumer;
  readonly #wire: HubSocket;
  readonly #onFailed: (error: unknown) => void;
  /** What the hub has been told; `null` where its answer was lost. Consumers start paused. */
  #told: Flow | null = paused;
  #flow: Flow = paused;
  /** The hub has nothing for it to send: the link, or the sender's, does not carry even the smallest layer. */
  #starved = false;
  #telling = false;

  constructor(wanted: Wanted, consumer: types.Consumer, wire: HubSocket, onFailed: (error: unknown) => void) {
    this.wanted = wanted;
    this.consumer = consumer;
    this.#wire = wire;
    this.#onFailed = onFailed;
  }

  /** It was resumed in the message that connected its transport. */
  resumedAtConnect(): void {
    this.#told = { ...paused, flows: true };
  }

  /** Whether it can be seen or heard where it is shown; what is only out of sight goes on when it comes back. */
  get arrives(): boolean {
    return !this.#flow.withheld && !this.#starved;
  }

  /** The hub sends this layer of it, or nothing. */
  sends(spatial: number | null): void {
    this.#starved = spatial === null;
  }

  /** The hub tells over a new socket what it cannot send; what the old one did not bring is not known. */
  resumed(): void {
    this.#starved = false;
  }

  setFlow(flow: Flow): void {
    this.#flow = flow;
    if (!this.#telling) void this.#tellAll();
  }

  close(): void {
    this.consumer.close();
  }

  async #tellAll(): Promise<void> {
    this.#telling = true;
    let again = 0;
    while (!this.consumer.closed && !same(this.#told, this.#flow)) {
      const next = this.#flow;
      const before = this.#told;
      this.#told = null;
      try {
        await this.#tell(before, next);
        this.#told = next;
        again = 0;
      } catch (error) {
        if (isCutOff(error, this.#wire)) break;
        again += 1;
        if (again > MOST_AGAIN || !wasSlow(error, this.#wire)) {
          this.#telling = false;
          return this.#onFailed(error);
        }
        await new Promise((resolve) => setTimeout(resolve, retryDelay(again)));
      }
    }
    this.#telling = false;
  }

  async #tell(before: Flow | null, { flows, layers }: Flow): Promise<void> {
    const consumerId = this.consumer.id;
    if (!flows) {
      await this.#wire.request('stage.pauseConsumer', { consumerId });
      return;
    }
    // Before it flows, so that not even a moment of a larger layer is sent for a small tile.
    if (layers) await this.#prefer(layers);
    if (before?.flows !== true) await this.#wire.request('stage.resumeConsumer', { consumerId });
  }

  /** A picture in another size than asked for is still a picture. */
  async #prefer(layers: Layers): Promise<void> {
    try {
      await this.#wire.request('stage.preferLayers', { consumerId: this.consumer.id, ...layers });
    } catch (error) {
      if (!(error instanceof RefusedError) || error.reason === 'hub-unreachable') throw error;
      console.warn('the hub did not take the layers', error);
    }
  }
}
