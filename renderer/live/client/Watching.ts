import { type Flow, type Flowing, planFlow } from './flowPlan.ts';
import type { Saving, ShownSize } from './received.ts';
import { noRelief, type ReliefState } from './relief.ts';

/** What of the stage somebody can see on this device, and so what is to flow (design rule L4). */
export class Watching {
  readonly #shown = new Map<string, ShownSize>();
  saving: Saving;
  relief: ReliefState = noRelief;
  /** Heard now or last. */
  speaker: string | null = null;
  /** Another window of ours shows the pictures. */
  keptShown = false;

  constructor(saving: Saving) {
    this.saving = saving;
  }

  /** @returns whether that changes anything */
  watch(accountId: string, source: 'camera' | 'screen', size: ShownSize): boolean {
    const key = `${source} ${accountId}`;
    const before = this.#shown.get(key);
    if (before !== undefined && before?.width === size?.width && before?.height === size?.height)
      return false;
    this.#shown.set(key, size);
    return true;
  }

  readonly flowOf = (flowing: Flowing): Flow =>
    planFlow(flowing, {
      shown: this.#shown.get(`${flowing.source} ${flowing.accountId}`),
      hidden: this.#isHidden(),
      saving: this.saving,
      relief: this.relief.relief,
      isSpeaker: flowing.accountId === this.speaker,
    });

  #isHidden(): boolean {
    if (this.keptShown || document.pictureInPictureElement !== null) return false;
    return document.visibilityState === 'hidden';
  }
}
