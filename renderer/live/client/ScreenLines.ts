import type { CapturedScreen } from './captureScreen.ts';
import { nameDeviceProblem } from './deviceProblem.ts';
import type { SendPath } from './SendPath.ts';
import type { SourceLine } from './SourceLine.ts';
import { off } from './sourceState.ts';
import type { WhatIsSaid } from './stageControl.ts';

type Lines = { readonly screen: SourceLine; readonly 'screen-sound': SourceLine };

/** The screen that this device shows, and its sound. Each method is one turn of the path. */
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
    if (picture.track === null) picture.set({ kind: 'starting' });
    try {
      const captured = await capture();
      await this.#put(captured);
      if (sound && captured.sound === null) this.#onSaid({ kind: 'screen-without-sound' });
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      if (picture.track === null) picture.set({ kind: 'failed', problem: nameDeviceProblem(error) });
    }
  }

  async end(): Promise<void> {
    await this.#picture.end(off);
    await this.#sound.end(off);
  }

  /** Both tracks are held before anything is sent, so that neither goes on where the sending fails. */
  async #put({ picture, sound }: CapturedScreen): Promise<void> {
    if (this.#path.closed) {
      picture.stop();
      sound?.stop();
      return;
    }
    picture.addEventListener('ended', () => this.#ended(picture));
    await Promise.all([
      hold(this.#picture, picture),
      sound ? hold(this.#sound, sound) : this.#sound.end(off),
    ]);
    await this.#path.produce(this.#picture);
    await this.#path.produce(this.#sound);
  }

  /** The window was closed, the screen unplugged, or the person ended it in the system's own bar. */
  #ended(track: MediaStreamTrack): void {
    const work = async () => {
      if (this.#picture.track !== track) return;
      await this.end();
      this.#onSaid({ kind: 'screen-ended' });
    };
    this.#path.inTurn(work).catch((error: unknown) => {
      console.warn('a screen that is gone could not be ended at the hub', error);
    });
  }
}

async function hold(line: SourceLine, track: MediaStreamTrack): Promise<void> {
  if (line.track) await line.replace(track);
  else line.set({ kind: 'on', track });
}
