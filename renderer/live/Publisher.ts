import type { types } from 'mediasoup-client';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { CaptureSource } from './capture.ts';
import { type DeviceProblem, nameDeviceProblem } from './deviceProblem.ts';
import type { StageWire } from './StageWire.ts';
import type { Transports } from './Transports.ts';

/** A microphone or camera of this device. */
export type SourceState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'on'; readonly track: MediaStreamTrack }
  | { readonly kind: 'muted'; readonly track: MediaStreamTrack }
  | { readonly kind: 'failed'; readonly problem: DeviceProblem };

export type Capture = (source: CaptureSource) => Promise<MediaStreamTrack>;

const isGone = (error: unknown) =>
  error instanceof RefusedError && (error.reason === 'not-found' || error.reason === 'wrong-state');

/** A no to this producer for good, which joining again would not change. */
const isFinal = (error: unknown) =>
  error instanceof RefusedError && ['not-allowed', 'media-mismatch', 'malformed'].includes(error.reason);

const off: SourceState = { kind: 'off' };

/** Three sizes of one camera, so that a small tile costs little (design rule L4). */
const cameraLayers: types.RtpEncodingParameters[] = [
  { rid: 'r0', scaleResolutionDownBy: 4, maxBitrate: 150_000, scalabilityMode: 'L1T3' },
  { rid: 'r1', scaleResolutionDownBy: 2, maxBitrate: 500_000, scalabilityMode: 'L1T3' },
  { rid: 'r2', scaleResolutionDownBy: 1, maxBitrate: 1_500_000, scalabilityMode: 'L1T3' },
];

function producerOptions(source: CaptureSource, track: MediaStreamTrack): types.ProducerOptions {
  const common = { track, stopTracks: false, appData: { source } };
  return source === 'microphone'
    ? { ...common, codecOptions: { opusStereo: false, opusDtx: true, opusFec: true } }
    : { ...common, encodings: cameraLayers, codecOptions: { videoGoogleStartBitrate: 1000 } };
}

/**
 * Microphone and camera on their way to the stage. Tracks outlive the transports: after a rejoin the
 * same tracks are produced again with the same mutes (design rule L6).
 */
export class Publisher {
  readonly #wire: StageWire;
  readonly #capture: Capture;
  readonly #onChange: () => void;
  readonly #states = new Map<CaptureSource, SourceState>();
  readonly #producers = new Map<CaptureSource, types.Producer>();
  readonly #announced = new Set<string>();
  #transports: Transports | null = null;
  #closed = false;
  /** One thing after another, so that a quick second click never meets a half-made producer. */
  #queue: Promise<void> = Promise.resolve();

  constructor(wire: StageWire, capture: Capture, onChange: () => void) {
    this.#wire = wire;
    this.#capture = capture;
    this.#onChange = onChange;
  }

  state(source: CaptureSource): SourceState {
    return this.#states.get(source) ?? off;
  }

  /** Produces what is captured over new transports. Rejects where the hub refuses. */
  attach(transports: Transports): Promise<void> {
    return this.#inTurn(async () => {
      this.#transports = transports;
      this.#producers.clear();
      for (const source of this.#states.keys()) await this.#produce(source);
    });
  }

  /**
   * Compares with what the hub says of our own place: a producer that it had and closed is produced
   * again. One that it has not announced yet is left alone.
   */
  reconcile(announced: readonly string[]): Promise<void> {
    return this.#inTurn(async () => {
      for (const [source, producer] of [...this.#producers]) {
        if (announced.includes(producer.id)) this.#announced.add(producer.id);
        else if (this.#announced.delete(producer.id)) {
          this.#producers.delete(source);
          producer.close();
          await this.#produce(source);
        }
      }
    });
  }

  /** The transports died; captured tracks wait for the next ones. */
  parentClosed(): void {
    this.#transports = null;
    this.#producers.clear();
  }

  /** Captures and produces; a device that cannot be had is a named state, not a rejection. */
  start(source: CaptureSource): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#trackOf(source) !== null) return this.#setMuted(source, false);
      this.#set(source, { kind: 'starting' });
      const track = await this.#open(source);
      if (track === null) return;
      this.#set(source, { kind: 'on', track });
      await this.#produce(source);
    });
  }

  mute(source: CaptureSource): Promise<void> {
    return this.#inTurn(() => this.#setMuted(source, true));
  }

  /** Ends the producer and lets the device go, so that a camera's light goes off. */
  stop(source: CaptureSource): Promise<void> {
    return this.#inTurn(() => this.#end(source, off));
  }

  /** Swaps to the device that is remembered now, without a new producer. */
  changeDevice(source: CaptureSource): Promise<void> {
    return this.#inTurn(async () => {
      const before = this.state(source);
      if (before.kind !== 'on' && before.kind !== 'muted') return;
      const track = await this.#open(source);
      if (track === null) return;
      before.track.stop();
      track.enabled = before.kind === 'on';
      this.#set(source, { kind: before.kind, track });
      await this.#producers.get(source)?.replaceTrack({ track });
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const source of this.#states.keys()) {
      this.#trackOf(source)?.stop();
      this.#producers.get(source)?.close();
    }
    this.#states.clear();
    this.parentClosed();
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(() => (this.#closed ? undefined : work()));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #open(source: CaptureSource): Promise<MediaStreamTrack | null> {
    try {
      const track = await this.#capture(source);
      if (this.#closed) {
        track.stop();
        return null;
      }
      track.addEventListener('ended', () => this.#trackEnded(source, track));
      return track;
    } catch (error) {
      await this.#end(source, { kind: 'failed', problem: nameDeviceProblem(error) });
      return null;
    }
  }

  #trackEnded(source: CaptureSource, track: MediaStreamTrack): void {
    if (this.#trackOf(source) !== track) return;
    void this.#inTurn(() => this.#end(source, { kind: 'failed', problem: 'unplugged' }));
  }

  async #produce(source: CaptureSource): Promise<void> {
    const track = this.#trackOf(source);
    const transports = this.#transports;
    if (track === null || !transports?.send) return;
    track.enabled = this.state(source).kind === 'on';
    try {
      const producer = await transports.send.produce(producerOptions(source, track));
      if (transports !== this.#transports) return;
      this.#producers.set(source, producer);
      if (producer.paused) await this.#wire.request('stage.pauseProducer', { producerId: producer.id });
    } catch (error) {
      if (!isFinal(error)) throw error;
      await this.#end(source, { kind: 'failed', problem: 'not-taken' });
    }
  }

  async #setMuted(source: CaptureSource, muted: boolean): Promise<void> {
    const track = this.#trackOf(source);
    if (track === null) return;
    track.enabled = !muted;
    this.#set(source, { kind: muted ? 'muted' : 'on', track });
    const producer = this.#producers.get(source);
    if (producer === undefined || producer.closed) return;
    if (muted) producer.pause();
    else producer.resume();
    await this.#wire.request(muted ? 'stage.pauseProducer' : 'stage.resumeProducer', {
      producerId: producer.id,
    });
  }

  async #end(source: CaptureSource, after: SourceState): Promise<void> {
    const producer = this.#producers.get(source);
    this.#trackOf(source)?.stop();
    this.#producers.delete(source);
    this.#set(source, after);
    if (producer === undefined || producer.closed) return;
    producer.close();
    try {
      await this.#wire.request('stage.closeProducer', { producerId: producer.id });
    } catch (error) {
      // The hub closes producers itself when a stage ends.
      if (!isGone(error)) throw error;
    }
  }

  #trackOf(source: CaptureSource): MediaStreamTrack | null {
    const state = this.state(source);
    return state.kind === 'on' || state.kind === 'muted' ? state.track : null;
  }

  #set(source: CaptureSource, state: SourceState): void {
    if (this.#closed) return;
    this.#states.set(source, state);
    this.#onChange();
  }
}
