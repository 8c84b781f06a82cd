import type { types } from 'mediasoup-client';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { MediaSource, StageProducer } from '#shared/live/stage.ts';
import type { HubSocket } from '../../hub/socket.ts';
import { Capturing } from './Capturing.ts';
import { producerOptions } from './producerOptions.ts';
import { off, type SourceState, trackOf } from './sourceState.ts';

/** What a state of the hub says of a source that we did not do ourselves. */
export type ByOthers = 'muted' | 'closed' | null;

const reasonOf = (error: unknown) => (error instanceof RefusedError ? error.reason : null);

/** A no to a producer for good, which joining again would not change. */
const final: ReadonlySet<unknown> = new Set(['not-allowed', 'media-mismatch', 'malformed']);
/** The producer went with the stage, or the socket with all of it. */
const gone: ReadonlySet<unknown> = new Set(['not-found', 'wrong-state', 'hub-unreachable']);

/** One source of this device on its way to the stage: its track, its producer, whether it is muted. */
export class SourceLine {
  readonly source: MediaSource;
  readonly capturing = new Capturing();
  readonly #wire: HubSocket;
  readonly #onChange: () => void;
  #state: SourceState = off;
  #producer: types.Producer | null = null;
  /** The hub's last word on the producer; `null` until it has spoken of it. */
  #announced: Pick<StageProducer, 'paused'> | null = null;
  /** What the hub says of our own place while its answer to the producer is on its way; `null`: none is. */
  #ahead: (readonly StageProducer[])[] | null = null;
  #pausing = 0;

  constructor(source: MediaSource, wire: HubSocket, onChange: () => void) {
    this.source = source;
    this.#wire = wire;
    this.#onChange = onChange;
  }

  get state(): SourceState {
    return this.#state;
  }

  get track(): MediaStreamTrack | null {
    return trackOf(this.#state);
  }

  get producerId(): string | null {
    return this.#producer?.id ?? null;
  }

  set(state: SourceState): void {
    this.#state = state;
    this.#onChange();
  }

  /** Forgets a producer that died with its transport. */
  detachIfClosed(): void {
    if (this.#producer?.closed) this.detach();
  }

  /** The producer is gone at the hub, by itself or with its transport; the track stays. */
  detach(): void {
    this.#producer?.close();
    this.#producer = null;
    this.#announced = null;
  }

  /**
   * Sends the track, if there is one and it is not sent yet; by the producer that sends another one, where there is
   * one. Resolves with what others have done to it by then. Rejects where joining again may help.
   */
  async produce(transport: types.Transport, stillThere: () => boolean): Promise<ByOthers> {
    const track = this.track;
    if (track === null) return null;
    if (this.#producer !== null) {
      if (this.#producer.track !== track) await this.#producer.replaceTrack({ track });
      return null;
    }
    track.enabled = this.#state.kind === 'on';
    this.#ahead = [];
    try {
      const producer = await transport.produce(producerOptions(this.source, track));
      if (!stillThere()) return null;
      this.#producer = producer;
      const done = this.#catchUp();
      if (done !== null) return done;
      if (this.#state.kind === 'muted') producer.pause();
      if (producer.paused) await this.#tell('stage.pauseProducer');
    } catch (error) {
      if (!final.has(reasonOf(error))) throw error;
      await this.end({ kind: 'failed', problem: 'not-taken' });
    } finally {
      this.#ahead = null;
    }
    return null;
  }

  /** At once: the track is silent before anything is sent; `tellMuted` says it to the hub. */
  mute(): void {
    const track = this.track;
    if (track === null) return;
    track.enabled = false;
    this.#producer?.pause();
    this.set({ kind: 'muted', track });
  }

  async tellMuted(): Promise<void> {
    if (this.#state.kind === 'muted') await this.#tell('stage.pauseProducer');
  }

  /** The other way round: heard only when the hub passes it on. `wanted`: asked again once the hub has answered. */
  async unmute(wanted: () => boolean): Promise<void> {
    const track = this.track;
    if (track === null) return;
    await this.#tell('stage.resumeProducer');
    if (!wanted() || this.track !== track) return;
    this.#producer?.resume();
    track.enabled = true;
    this.set({ kind: 'on', track });
  }

  /** Another track, as muted as the one before, which ends; `produce` sends it. */
  replace(track: MediaStreamTrack): void {
    const before = this.#state;
    if (before.kind !== 'on' && before.kind !== 'muted') {
      track.stop();
      return;
    }
    before.track.stop();
    track.enabled = before.kind === 'on';
    this.set({ kind: before.kind, track });
  }

  /**
   * Ends the producer and lets the device go, so that a camera's light goes off. What is being captured does not
   * count any more, unless the line is `starting` with it.
   */
  async end(after: SourceState): Promise<void> {
    if (after.kind !== 'starting') this.capturing.callOff();
    const producerId = this.#producer?.closed === false ? this.#producer.id : null;
    this.track?.stop();
    this.detach();
    this.set(after);
    if (producerId === null) return;
    try {
      await this.#wire.request('stage.closeProducer', { producerId });
    } catch (error) {
      if (!gone.has(reasonOf(error))) throw error;
    }
  }

  /**
   * Compares with what the hub says of our own place, as it says it: before it answers an own pause, or has answered
   * that it took the producer. A producer that it has not announced yet is left alone.
   */
  heed(own: readonly StageProducer[]): ByOthers {
    if (this.#producer === null) {
      this.#ahead?.push(own);
      return null;
    }
    const before = this.#announced;
    const said = own.find(({ id }) => id === this.producerId);
    if (said === undefined) return before === null ? null : 'closed';
    this.#announced = said;
    const nowPaused = said.paused && before?.paused === false;
    return nowPaused && this.#pausing === 0 && this.#state.kind === 'on' ? 'muted' : null;
  }

  /** After the socket was away: says again what may not have arrived. */
  async agree(own: readonly StageProducer[]): Promise<void> {
    const said = own.find(({ id }) => id === this.producerId);
    if (said?.paused === true && this.#state.kind === 'on') await this.#tell('stage.resumeProducer');
    if (said?.paused === false && this.#state.kind === 'muted') await this.#tell('stage.pauseProducer');
  }

  /** For good; nothing is said to the hub. */
  close(): void {
    this.capturing.callOff();
    this.track?.stop();
    this.detach();
    this.#state = off;
  }

  /** With what the hub told ahead of its answer. Any producer begins unpaused. */
  #catchUp(): ByOthers {
    let done: ByOthers = null;
    for (const own of this.#ahead ?? []) done = this.heed(own) ?? done;
    this.#announced ??= { paused: false };
    return done;
  }

  /** While the hub cannot be reached the change is kept here, and `agree` says it when it can. */
  async #tell(name: 'stage.pauseProducer' | 'stage.resumeProducer'): Promise<void> {
    const producer = this.#producer;
    if (producer === null || producer.closed) return;
    const pauses = name === 'stage.pauseProducer' ? 1 : 0;
    this.#pausing += pauses;
    try {
      await this.#wire.request(name, { producerId: producer.id });
    } catch (error) {
      if (reasonOf(error) !== 'hub-unreachable') throw error;
    } finally {
      this.#pausing -= pauses;
    }
  }
}
