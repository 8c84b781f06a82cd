import { Device, type types } from 'mediasoup-client';
import type { StageState } from '#shared/live/stage.ts';
import { type ConnectionQuality, judgeQuality, type QualitySample, readSample } from './connectionQuality.ts';
import type { StageWire } from './StageWire.ts';
import { type RemoteTrack, Subscriptions } from './Subscriptions.ts';
import { planSubscriptions } from './subscriptionPlan.ts';
import { type MediaPath, Transports } from './Transports.ts';

const QUALITY_EVERY = 1500;

export type StayEvents = {
  readonly onPath: (path: MediaPath) => void;
  /** A remote track came or went. */
  readonly onTracks: () => void;
  readonly onQuality: (quality: ConnectionQuality) => void;
};

/** One stay in a room: the media of one `stage.join`. The next join makes a new one. */
export class Stay {
  readonly transports: Transports;
  readonly #subscriptions: Subscriptions;
  readonly #ownAccountId: string;
  readonly #onQuality: (quality: ConnectionQuality) => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #sample: QualitySample | null = null;
  #closed = false;

  private constructor(transports: Transports, wire: StageWire, ownAccountId: string, events: StayEvents) {
    this.transports = transports;
    this.#ownAccountId = ownAccountId;
    this.#onQuality = events.onQuality;
    this.#subscriptions = new Subscriptions(wire, transports, events.onTracks);
    this.#timer = setInterval(() => void this.#measure(), QUALITY_EVERY);
  }

  /** `capabilities`: the router's, as the join answered them; `sends` for a place on the stage. */
  static async create(
    wire: StageWire,
    capabilities: unknown,
    place: { readonly accountId: string; readonly sends: boolean },
    events: StayEvents,
  ): Promise<Stay> {
    const device = await Device.factory();
    await device.load({ routerRtpCapabilities: capabilities as types.RtpCapabilities });
    const transports = await Transports.create(device, wire, place.sends, events.onPath);
    return new Stay(transports, wire, place.accountId, events);
  }

  get remote(): readonly RemoteTrack[] {
    return this.#subscriptions.tracks;
  }

  /** Accounts of which something cannot be received. */
  get failed(): readonly string[] {
    return this.#subscriptions.failed;
  }

  /** Consumes what others produce and lets go of what is gone. */
  follow(stage: StageState): void {
    if (this.#closed) return;
    this.#subscriptions.apply(planSubscriptions(stage, this.#ownAccountId, this.#subscriptions.held));
  }

  watch(accountId: string, watched: boolean): void {
    this.#subscriptions.watch(accountId, watched);
  }

  /** The room at the hub is gone, left, or entered anew. */
  parentClosed(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    this.#subscriptions.parentClosed();
    this.transports.parentClosed();
  }

  async #measure(): Promise<void> {
    if (this.transports.path !== 'connected') return;
    const sample = readSample(await this.transports.measured.getStats());
    if (this.#closed) return;
    this.#onQuality(judgeQuality(this.#sample, sample));
    this.#sample = sample;
  }
}
