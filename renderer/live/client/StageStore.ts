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
  #sayings = 0;

  constructor(view: StageView) {
    this.#view = view;
  }

  readonly view = (): StageView => this.#view;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  show(changed: Partial<StageView>): void {
    this.#view = { ...this.#view, ...changed };
    for (const listener of [...this.#listeners]) listener();
  }

  say(what: WhatIsSaid): void {
    this.#sayings += 1;
    this.show({ said: { ...what, id: this.#sayings } });
  }
}
