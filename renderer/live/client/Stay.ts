import type { Device } from 'mediasoup-client';
import type { SocketReply } from '#shared/contracts/socket.ts';
import type { StageState } from '#shared/live/stage.ts';
import type { HubSocket } from '../../hub/socket.ts';
import { type RemoteTrack, type SubscriptionEvents, Subscriptions } from './Subscriptions.ts';
import { planSubscriptions } from './subscriptionPlan.ts';
import { type MediaPath, Transports } from './Transports.ts';

type Joined = Pick<SocketReply<'stage.join'>, 'receive' | 'send' | 'consumers'>;

export type StayEvents = SubscriptionEvents & { readonly onPath: (path: MediaPath) => void };

/** One stay in a room: the media of one `stage.join`. The next join makes a new one. */
export class Stay {
  readonly transports: Transports;
  readonly #subscriptions: Subscriptions;
  readonly #ownAccountId: string;
  #made: Joined['consumers'];
  #closed = false;

  /** `device` is loaded. */
  constructor(device: Device, wire: HubSocket, joined: Joined, ownAccountId: string, events: StayEvents) {
    this.#ownAccountId = ownAccountId;
    this.#made = joined.consumers;
    this.transports = new Transports(device, wire, joined, {
      onPath: events.onPath,
      resumes: () => this.#subscriptions.resumesAtConnect(),
    });
    this.#subscriptions = new Subscriptions(wire, this.transports, events);
  }

  get closed(): boolean {
    return this.#closed;
  }

  get remote(): readonly RemoteTrack[] {
    return this.#subscriptions.tracks;
  }

  /** Accounts of which something cannot be received. */
  get failed(): readonly string[] {
    return this.#subscriptions.failed;
  }

  /** Resolves when the sound and the picture that came with the join are there, or cannot be had. */
  get first(): Promise<unknown> {
    return this.#subscriptions.first;
  }

  /** Consumes what others produce and lets go of what is gone. */
  follow(stage: StageState): void {
    if (this.#closed) return;
    const plan = planSubscriptions(stage, this.#ownAccountId, this.#subscriptions.held);
    const made = this.#made;
    this.#made = [];
    this.#subscriptions.apply(plan, made);
  }

  reflow(): void {
    this.#subscriptions.reflow();
  }

  /** The place is ours again over a new socket. */
  resumed(): void {
    this.#subscriptions.resumed();
  }

  layersChanged(consumerId: string, spatial: number | null): void {
    this.#subscriptions.layersChanged(consumerId, spatial);
  }

  /** New transports for those whose path is lost. Resolves with whether the sending one is among them. */
  async renew(stage: StageState): Promise<boolean> {
    const replaced = await this.transports.replaceLost();
    if (replaced.has('receive')) {
      this.#subscriptions.restart();
      this.follow(stage);
    }
    return replaced.has('send');
  }

  /** The room at the hub is gone, left, or entered anew. */
  parentClosed(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#subscriptions.parentClosed();
    this.transports.parentClosed();
  }
}
