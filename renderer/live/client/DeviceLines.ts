import type { CaptureSource } from './capture.ts';
import { nameDeviceProblem } from './deviceProblem.ts';
import type { SendPath } from './SendPath.ts';
import type { SourceLine } from './SourceLine.ts';
import type { WhatIsSaid } from './stageControl.ts';

export type Capture = (source: CaptureSource) => Promise<MediaStreamTrack>;

type Lines = Readonly<Record<CaptureSource, SourceLine>>;

/** Microphone and camera: opened, changed, replaced where one is unplugged. Each method is one turn of the path. */
export class DeviceLines {
  readonly #path: SendPath;
  readonly #lines: Lines;
  readonly #capture: Capture;
  readonly #onSaid: (said: WhatIsSaid) => void;

  constructor(path: SendPath, lines: Lines, capture: Capture, onSaid: (said: WhatIsSaid) => void) {
    this.#path = path;
    this.#lines = lines;
    this.#capture = capture;
    this.#onSaid = onSaid;
  }

  /** A device that cannot be had is a state of its line. `muted` is asked once there is a track. */
  async open(source: CaptureSource, muted: () => boolean): Promise<void> {
    const line = this.#lines[source];
    line.set({ kind: 'starting' });
    const track = await this.#take(source);
    if (track === null) return;
    line.set({ kind: muted() ? 'muted' : 'on', track });
    await this.#path.produce(line);
  }

  /** Goes over to the device that is remembered now, without a new producer. */
  async change(source: CaptureSource): Promise<void> {
    const line = this.#lines[source];
    if (line.track === null) return;
    const track = await this.#take(source);
    if (track) await line.replace(track);
  }

  /** A device came: a microphone that was unplugged is replaced by it, muted. */
  async came(): Promise<void> {
    const line = this.#lines.microphone;
    if (line.state.kind !== 'failed' || line.state.problem !== 'unplugged') return;
    await this.open('microphone', () => true);
    if (line.track) this.#sayReplaced('microphone', line.track);
  }

  async #take(source: CaptureSource): Promise<MediaStreamTrack | null> {
    try {
      const track = await this.#capture(source);
      if (this.#path.closed) {
        track.stop();
        return null;
      }
      track.addEventListener('ended', () => this.#unplugged(source, track));
      return track;
    } catch (error) {
      await this.#lines[source].end({ kind: 'failed', problem: nameDeviceProblem(error) });
      return null;
    }
  }

  #unplugged(source: CaptureSource, track: MediaStreamTrack): void {
    const line = this.#lines[source];
    if (line.track !== track) return;
    const work = async () => {
      if (line.track !== track) return;
      const another = await this.#take(source);
      if (another === null) return line.set({ kind: 'failed', problem: 'unplugged' });
      await line.replace(another);
      this.#sayReplaced(source, another);
    };
    this.#path.inTurn(work).catch((error: unknown) => {
      console.warn('a device that was unplugged could not be replaced at the hub', error);
    });
  }

  #sayReplaced(source: CaptureSource, track: MediaStreamTrack): void {
    this.#onSaid({ kind: 'device-replaced', source, label: track.label });
  }
}
