import type { MediaSource, Place, StageProducer } from '#shared/live/stage.ts';
import { mayAir } from '#shared/live/stageRules.ts';
import type { HubSocket } from '../../hub/socket.ts';
import type { CaptureSource } from './capture.ts';
import type { CapturedScreen } from './captureScreen.ts';
import { type Capture, DeviceLines } from './DeviceLines.ts';
import { ScreenLines } from './ScreenLines.ts';
import { SendPath } from './SendPath.ts';
import { SourceLine } from './SourceLine.ts';
import { off, type SourceState } from './sourceState.ts';
import type { WhatIsSaid } from './stageControl.ts';
import type { Transports } from './Transports.ts';

export type PublisherEvents = {
  readonly onChange: () => void;
  readonly onSaid: (said: WhatIsSaid) => void;
};

/**
 * What this device sends to the stage. Tracks outlive the transports: after a rejoin the same tracks are produced
 * again with the same mutes (design rule L6).
 */
export class Publisher {
  readonly #wire: HubSocket;
  readonly #events: PublisherEvents;
  readonly #lines: Readonly<Record<MediaSource, SourceLine>>;
  readonly #path = new SendPath(async (line, done) => {
    if (done === 'muted') this.#wasMuted(line);
    else await this.#wasClosed(line);
  });
  readonly #devices: DeviceLines;
  readonly #screen: ScreenLines;
  /** What may be sent from our place, as the hub said last. */
  #airs: Place['airs'] = 'audio-video';
  /** What the person wants of the microphone now, whatever is still under way. */
  #wantsHeard = false;
  /** Heard only for as long as the key for it is held. */
  #talking = false;
  #held = false;

  constructor(wire: HubSocket, capture: Capture, events: PublisherEvents) {
    this.#wire = wire;
    this.#events = events;
    const line = (source: MediaSource) => new SourceLine(source, wire, () => this.#changed(source));
    this.#lines = {
      microphone: line('microphone'),
      camera: line('camera'),
      screen: line('screen'),
      'screen-sound': line('screen-sound'),
    };
    this.#devices = new DeviceLines({
      path: this.#path,
      lines: this.#lines,
      capture,
      muted: (source) => source === 'microphone' && !this.#wantsHeard,
      onSaid: events.onSaid,
    });
    this.#screen = new ScreenLines(this.#path, this.#lines, events.onSaid);
  }

  state(source: MediaSource): SourceState {
    return this.#lines[source].state;
  }

  /** Produces what is captured and not sent yet over these transports. Rejects where the hub refuses. */
  attach(transports: Transports): Promise<void> {
    return this.#path.inTurn(async () => {
      const isNew = this.#path.attach(transports);
      for (const line of this.#all()) {
        if (isNew) line.detach();
        else line.detachIfClosed();
      }
      for (const line of this.#all()) await this.#path.produce(line);
    });
  }

  /** The transports died; captured tracks wait for the next ones. */
  parentClosed(): void {
    this.#path.parentClosed();
    for (const line of this.#all()) line.detach();
  }

  /**
   * What the hub says of our own place: what others did to it is done here too, and said. It is to be told as it
   * arrives: who is muted is silent before this returns, and only now can an own mute be told from another's.
   */
  heed(own: readonly StageProducer[]): Promise<void> {
    const closed: { line: SourceLine; producerId: string | null }[] = [];
    for (const line of this.#all()) {
      const done = line.heed(own);
      if (done === 'muted') this.#wasMuted(line);
      else if (done === 'closed') closed.push({ line, producerId: line.producerId });
    }
    return this.#path.inTurn(async () => {
      for (const { line, producerId } of closed) {
        if (line.producerId === producerId) await this.#wasClosed(line);
      }
    });
  }

  /** The place was resumed: sends what the hub lost, ends what it has and we have not. */
  resumed(own: readonly StageProducer[]): Promise<void> {
    return this.#path.inTurn(async () => {
      const held = new Set(this.#all().map(({ producerId }) => producerId));
      for (const { id } of own.filter((producer) => !held.has(producer.id))) {
        await this.#wire.request('stage.closeProducer', { producerId: id });
      }
      for (const line of this.#all()) {
        if (line.producerId === null) await this.#path.produce(line);
        else await line.agree(own);
      }
    });
  }

  /** What may be sent from our place from now on: all else ends, and what was asked for before does not begin. */
  limit(airs: Place['airs']): Promise<void> {
    this.#airs = airs;
    return this.#path.inTurn(async () => {
      for (const line of this.#all()) {
        if (line.state.kind !== 'off' && !this.#may(line.source)) await line.end(off);
      }
    });
  }

  /** Captures and produces; a device that cannot be had is a named state, not a rejection. */
  async start(source: CaptureSource): Promise<void> {
    if (!this.#may(source)) return;
    const line = this.#lines[source];
    if (source === 'microphone') this.#wantsHeard = true;
    await this.#devices.open(source);
    const wanted = () => this.#wantsHeard;
    await this.#path.inTurn(async () => {
      if (line.state.kind === 'muted' && wanted()) await line.unmute(wanted);
    });
  }

  /** Silent before this returns; resolves when the hub knows. */
  mute(): Promise<void> {
    this.#wantsHeard = false;
    this.#lines.microphone.mute();
    return this.#path.inTurn(() => this.#lines.microphone.tellMuted());
  }

  /** Push to talk. A microphone that is on anyway stays so. */
  talk(held: boolean): Promise<void> {
    this.#held = held;
    if (!held) return this.#talking ? this.#endTalk() : Promise.resolve();
    return this.#beginTalk();
  }

  /** Shows a screen; in place of the one that is shown where there is one. */
  async show(capture: () => Promise<CapturedScreen>, sound: boolean): Promise<void> {
    if (this.#may('screen')) await this.#screen.show(capture, sound);
  }

  /** Ends the producer and lets the device go; at once where it is only starting. */
  stop(source: CaptureSource | 'screen'): Promise<void> {
    const line = this.#lines[source];
    if (line.state.kind === 'starting') return line.end(off);
    return this.#path.inTurn(async () => {
      if (line.track === null) return;
      await (source === 'screen' ? this.#screen.end() : line.end(off));
    });
  }

  /** Swaps to the device that is remembered now, without a new producer. */
  changeDevice(source: CaptureSource): Promise<void> {
    return this.#devices.change(source);
  }

  /** A device came: a microphone that was unplugged is replaced by it; muted where it was given up. */
  async deviceCame(): Promise<void> {
    if (this.#may('microphone')) await this.#devices.came();
  }

  close(): void {
    if (this.#path.closed) return;
    this.#path.close();
    for (const line of this.#all()) line.close();
  }

  #all(): readonly SourceLine[] {
    return Object.values(this.#lines);
  }

  #changed(source: MediaSource): void {
    const { kind } = this.#lines[source].state;
    if (source === 'microphone' && (kind === 'off' || kind === 'failed')) this.#wantsHeard = false;
    if (!this.#path.closed) this.#events.onChange();
  }

  #may(source: MediaSource): boolean {
    return mayAir(this.#airs, source);
  }

  async #beginTalk(): Promise<void> {
    if (!this.#may('microphone')) return;
    const line = this.#lines.microphone;
    await this.#devices.open('microphone');
    await this.#path.inTurn(async () => {
      if (!this.#held || line.state.kind !== 'muted') return;
      this.#talking = true;
      this.#wantsHeard = true;
      await line.unmute(() => this.#wantsHeard);
    });
  }

  #endTalk(): Promise<void> {
    this.#talking = false;
    return this.mute();
  }

  #wasMuted(line: SourceLine): void {
    this.#wantsHeard = false;
    line.mute();
    this.#events.onSaid({ kind: 'muted' });
  }

  async #wasClosed(line: SourceLine): Promise<void> {
    const { source } = line;
    line.detach();
    // A path that is lost takes producers with it too; then the next transports send them again.
    if (!this.#path.connected) return;
    if (source === 'microphone' || source === 'screen-sound') return this.#path.produce(line);
    if (source === 'screen') await this.#screen.end();
    else await line.end(off);
    this.#events.onSaid({ kind: 'stopped', source });
  }
}
