import type { CaptureSource } from './capture.ts';
import { type DeviceProblem, nameDeviceProblem } from './deviceProblem.ts';
import type { SendPath } from './SendPath.ts';
import type { SourceLine } from './SourceLine.ts';
import type { WhatIsSaid } from './stageControl.ts';

export type Capture = (source: CaptureSource) => Promise<MediaStreamTrack>;

type Lines = Readonly<Record<CaptureSource, SourceLine>>;

export type DeviceLinesOptions = {
  readonly path: SendPath;
  readonly lines: Lines;
  readonly capture: Capture;
  /** Whether a source begins silent; asked once there is a track. */
  readonly muted: (source: CaptureSource) => boolean;
  readonly onSaid: (said: WhatIsSaid) => void;
};

/** Microphone and camera: opened, changed, replaced where one is unplugged. Only what is sent takes turns of the path. */
export class DeviceLines {
  readonly #options: DeviceLinesOptions;

  constructor(options: DeviceLinesOptions) {
    this.#options = options;
  }

  /** Where it is neither open nor starting. A device that cannot be had is a state of its line. Says whether it is held. */
  async open(source: CaptureSource): Promise<boolean> {
    const { path, lines } = this.#options;
    const { kind } = lines[source].state;
    if (path.closed || (kind !== 'off' && kind !== 'failed')) return false;
    return this.#begin(source);
  }

  /** Goes over to the device that is remembered now, without a new producer; one that is still starting is let go. */
  async change(source: CaptureSource): Promise<void> {
    const { kind } = this.#options.lines[source].state;
    if (kind === 'starting') await this.#begin(source);
    else if (kind === 'on' || kind === 'muted') await this.#replace(source, nameDeviceProblem);
  }

  /** A device came: it takes the place of a microphone that was unplugged; muted where that has been given up. */
  async came(): Promise<void> {
    const { state, track } = this.#options.lines.microphone;
    if (track?.readyState === 'ended') return this.#unplugged('microphone', track);
    if (state.kind !== 'failed' || state.problem !== 'unplugged') return;
    if (await this.open('microphone')) this.#sayReplaced('microphone');
  }

  async #begin(source: CaptureSource): Promise<boolean> {
    const { path, lines, muted } = this.#options;
    const line = lines[source];
    line.set({ kind: 'starting' });
    try {
      const hold = (track: MediaStreamTrack) => line.set({ kind: muted(source) ? 'muted' : 'on', track });
      if ((await this.#take(source, hold)) === null) return false;
    } catch (error) {
      await line.end({ kind: 'failed', problem: nameDeviceProblem(error) });
      return false;
    }
    await path.inTurn(() => path.produce(line));
    return true;
  }

  async #replace(source: CaptureSource, nameProblem: (error: unknown) => DeviceProblem): Promise<boolean> {
    const { path, lines } = this.#options;
    const line = lines[source];
    const before = line.track;
    try {
      if ((await this.#take(source, (track) => line.replace(track))) === null) return false;
    } catch (error) {
      await path.inTurn(async () => {
        if (line.track !== before || line.capturing.underWay) return;
        await line.end({ kind: 'failed', problem: nameProblem(error) });
      });
      return false;
    }
    await path.inTurn(() => path.produce(line));
    return true;
  }

  #take(source: CaptureSource, hold: (track: MediaStreamTrack) => void) {
    const { lines, capture } = this.#options;
    return lines[source].capturing.run(
      () => capture(source),
      (track) => {
        track.addEventListener('ended', () => {
          this.#unplugged(source, track).catch((error: unknown) => {
            console.warn('a device that was unplugged could not be replaced at the hub', error);
          });
        });
        hold(track);
      },
      (track) => track.stop(),
    );
  }

  async #unplugged(source: CaptureSource, track: MediaStreamTrack): Promise<void> {
    if (this.#options.lines[source].track !== track) return;
    if (await this.#replace(source, () => 'unplugged')) this.#sayReplaced(source);
  }

  #sayReplaced(source: CaptureSource): void {
    const { lines, onSaid } = this.#options;
    const { track } = lines[source];
    if (track) onSaid({ kind: 'device-replaced', source, label: track.label });
  }
}
