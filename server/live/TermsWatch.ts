import { RefusedError } from '#shared/contracts/refusals.ts';
import type { People, StageTerms } from './People.ts';
import type { Place } from './Place.ts';
import type { Stage } from './Stage.ts';
import type { Stages } from './Stages.ts';

function isSame(one: StageTerms, other: StageTerms): boolean {
  const sameChairs = one.chairIds.join() === other.chairIds.join();
  return sameChairs && one.asks === other.asks;
}

/** Keeps the stages in use true to their program: who chairs them, and whether people are asked (rules Q6, L8). */
export class TermsWatch {
  readonly #stages: Stages;
  readonly #people: People;
  /** Stages that will look before long: one look is enough for many changes. */
  readonly #looking = new WeakSet<Stage>();

  constructor(stages: Stages, people: People) {
    this.#stages = stages;
    this.#people = people;
  }

  /** Rows of a workshop have changed. */
  moved(workshopId: string): void {
    for (const stage of this.#stages.all) {
      if (stage.ref.workshopId !== workshopId || this.#looking.has(stage)) continue;
      this.#looking.add(stage);
      this.#stages.later(stage, () => this.#look(stage));
    }
  }

  async #look(stage: Stage): Promise<void> {
    this.#looking.delete(stage);
    // Where the session is gone from the program, those inside end what they are at by its last terms.
    const terms = await this.#people.termsNow(stage.ref);
    if (terms === null || isSame(terms, stage.terms)) return;
    const chairsBefore = stage.terms.chairIds.join();
    await stage.setTerms(terms);
    if (terms.chairIds.join() === chairsBefore) return;
    for (const place of stage.places) await this.#becomes(stage, place);
  }

  /** Who is no member any more is about to be told so; the others are looked at all the same. */
  async #becomes(stage: Stage, place: Place): Promise<void> {
    try {
      await stage.become(place, await this.#people.participant(place.participant.accountId, stage.ref));
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
    }
  }
}
