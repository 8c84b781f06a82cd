import type { ScreenSource } from '#shared/contracts/ipcLive.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';

/** Milliseconds for which a choice waits for the window's `getDisplayMedia`. */
const CHOICE_LASTS = 10_000;

export type ScreenChoice = { readonly id: string; readonly name: string; readonly sound: boolean };

export type ScreenOptions = {
  /** All screens and windows there are; `pictures`: with a small picture of each. */
  readonly sources: (pictures: boolean) => Promise<readonly ScreenSource[]>;
  /** Media source ids of the app's own windows. */
  readonly ownWindows: () => readonly string[];
  /** Whether the platform gives what the computer plays, without what Lectern itself plays. */
  readonly sound: boolean;
  /** Milliseconds; only differences count. */
  readonly clock: () => number;
};

/** What can be shown on a stage, and what was chosen of it. */
export class Screens {
  readonly #options: ScreenOptions;
  #chosen: (ScreenChoice & { readonly until: number }) | null = null;

  constructor(options: ScreenOptions) {
    this.#options = options;
  }

  async list(): Promise<{ readonly sources: ScreenSource[]; readonly sound: boolean }> {
    return { sources: await this.#offered(true), sound: this.#options.sound };
  }

  /** Refuses `not-found` where it is gone or one of our own windows. */
  async choose({ id, sound }: { readonly id: string; readonly sound: boolean }): Promise<void> {
    this.#chosen = null;
    const source = (await this.#offered(false)).find((offered) => offered.id === id);
    if (!source) throw new RefusedError('not-found', 'screen or window');
    const until = this.#options.clock() + CHOICE_LASTS;
    this.#chosen = { id, name: source.name, sound: sound && this.#options.sound, until };
  }

  /** The choice, once; `null` where nothing was chosen or it is too old. */
  take(): ScreenChoice | null {
    const chosen = this.#chosen;
    this.#chosen = null;
    if (!chosen || this.#options.clock() > chosen.until) return null;
    const { id, name, sound } = chosen;
    return { id, name, sound };
  }

  async #offered(pictures: boolean): Promise<ScreenSource[]> {
    const sources = await this.#options.sources(pictures);
    const own = new Set(this.#options.ownWindows().map(windowOf));
    return sources.filter(({ kind, id }) => kind === 'screen' || !own.has(windowOf(id)));
  }
}

/** `window:HANDLE:PROCESS`; the last part differs between the listing and the window's own word. */
function windowOf(id: string): string {
  return id.split(':').slice(0, 2).join(':');
}
