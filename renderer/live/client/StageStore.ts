import { firstConnection } from './connection.ts';
import { off } from './sourceState.ts';
import type { StageView, WhatIsSaid } from './stageControl.ts';

export const firstView: StageView = {
  connection: firstConnection,
  stage: null,
  speaker: null,
  lastSpeaker: null,
  remote: [],
  failed: [],
  microphone: off,
  camera: off,
  screen: off,
  quality: 'unknown',
  uplinks: {},
  trouble: null,
  relief: 'none',
  saving: 'off',
  said: null,
};

/** What is shown of a stage, and who wants to hear of its changes. */
export class StageStore {
  readonly #listeners = new Set<() => void>();
  #view: StageView;
  #shown: StageView;
  #sayings = 0;
  #holds = 0;

  constructor(view: StageView) {
    this.#view = view;
    this.#shown = view;
  }

  /** As it is now. */
  readonly view = (): StageView => this.#view;

  /** As listeners were told of it last. */
  readonly shown = (): StageView => this.#shown;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  show(changed: Partial<StageView>): void {
    this.#view = { ...this.#view, ...changed };
    this.#tell();
  }

  /**
   * Listeners hear of nothing until the returned function is called, or for so long (ms) at most; then of all at
   * once. For what must not wait until a room has been drawn.
   */
  hold(most: number): () => void {
    this.#holds += 1;
    const release = () => {
      if (held === null) return;
      clearTimeout(held);
      held = null;
      this.#holds -= 1;
      this.#tell();
    };
    let held: ReturnType<typeof setTimeout> | null = setTimeout(release, most);
    return release;
  }

  say(what: WhatIsSaid): void {
    this.#sayings += 1;
    this.show({ said: { ...what, id: this.#sayings } });
  }

  #tell(): void {
    if (this.#holds > 0 || this.#shown === this.#view) return;
    this.#shown = this.#view;
    for (const listener of [...this.#listeners]) listener();
  }
}
