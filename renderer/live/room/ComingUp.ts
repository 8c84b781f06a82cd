import type { Airing, Place } from '#shared/live/stage.ts';
import type { StageAct } from '#shared/live/stageActs.ts';

/** What somebody has said yes to by accepting an invitation, until they come up by it (design rule L3). */
export class ComingUp {
  #accepted: Airing | null = null;

  /** Sends an act. Rejects as `send` does, and then nothing was accepted. */
  async act(act: StageAct, send: (act: StageAct) => Promise<void>): Promise<void> {
    if (act.kind !== 'accept') return send(act);
    this.#accepted = act.airs;
    try {
      await send(act);
    } catch (error) {
      this.#accepted = null;
      throw error;
    }
  }

  /** To be called with every change of the own place, and of whether the own hand is invited. Returns what begins now. */
  follow(where: Place['where'], invited: boolean): Airing | null {
    if (where === 'audience' && invited) return null;
    const accepted = this.#accepted;
    this.#accepted = null;
    return where === 'stage' ? accepted : null;
  }
}
