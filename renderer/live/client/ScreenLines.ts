import type { CapturedScreen } from './captureScreen.ts';
import { nameDeviceProblem } from './deviceProblem.ts';
import type { SendPath } from './SendPath.ts';
import type { SourceLine } from './SourceLine.ts';
import { off } from './sourceState.ts';
import type { WhatIsSaid } from './stageControl.ts';

type Lines = { readonly screen: SourceLine; readonly 'screen-sound': SourceLine };

/** The screen that this device shows, and its sound. Only what is sent takes turns of the path. */
export class ScreenLines {
  readonly #path: SendPath;
  readonly #picture: SourceLine;
  readonly #sound: SourceLine;
  readonly #onSaid: (said: WhatIsSaid) => void;

  constructor(path: SendPath, lines: Lines, onSaid: (said: WhatIsSaid) => void) {
    this.#path = path;
    this.#picture = lines.screen;
    this.#sound = lines['screen-sound'];
    this.#onSaid = onSaid;
  }

  /** Shows what `capture` gives; in place of what is shown where there is something. */
  async show(capture: () => Promise<CapturedScreen>, sound: boolean): Promise<void> {
    const picture = this.#picture;
    if (this.#path.closed) return;
    if (picture.track === null) picture.set({ kind: 'starting' });
    let captured: CapturedScreen | null = null;
    try {
      captured = await picture.capturing.run(capture, (screen) => this.#hold(screen), letGo);
    } catch (error) {
      if (picture.track === null) picture.set({ kind: 'failed', problem: nameDeviceProblem(error) });
    }
    if (captured === null) return;
    await this.#send(captured);
    if (sound && captured.sound === null) this.#onSaid({ kind: 'screen-without-sound' });
  }

  /** In a turn of the path. */
  async end(): Promise<void> {
    await this.#picture.end(off);
    await this.#sound.end(off);
  }

  /** Both tracks are held before anything is sent, so that neither goes on where the sending fails. */
  #hold({ picture, sound }: CapturedScreen): void {
    picture.addEventListener('ended', () => this.#ended(picture));
    hold(this.#picture, picture);
    if (sound) hold(this.#sound, sound);
  }

  #send({ picture, sound }: CapturedScreen): Promise<void> {
    return this.#path.inTurn(async () => {
      if (this.#picture.track !== picture) return;
      if (sound === null) await this.#sound.end(off);
      await this.#path.produce(this.#picture);
      await this.#path.produce(this.#sound);
    });
  }

  /** The window was closed, the screen unplugged, or the person ended it in the system's own bar. */
  #ended(track: MediaStreamTrack): void {
    const work = async () => {
      if (this.#picture.track !== track) return;
      if (this.#picture.capturing.underWay) {
        // Another one is coming in its place.
        await this.#picture.end({ kind: 'starting' });
        await this.#sound.end(off);
        return;
      }
      await this.end();
      this.#onSaid({ kind: 'screen-ended' });
    };
    this.#path.inTurn(work).catch((error: unknown) => {
      console.warn('a screen that is gone could not be ended at the hub', error);
    });
  }
}

function hold(line: SourceLine, track: MediaStreamTrack): void {
  if (line.track) line.replace(track);
  else line.set({ kind: 'on', track });
}

function letGo({ picture, sound }: CapturedScreen): void {
  picture.stop();
  sound?.stop();
}
