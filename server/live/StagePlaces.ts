import type { Place } from './Place.ts';

/** Who has a place on one stage; one place an account (rule L7). */
export class StagePlaces {
  readonly #places = new Map<string, Place>();

  get all(): readonly Place[] {
    return [...this.#places.values()];
  }

  get empty(): boolean {
    return this.#places.size === 0;
  }

  of(accountId: string): Place | undefined {
    return this.#places.get(accountId);
  }

  /** In the stead of the account's former place. */
  set(place: Place): void {
    this.#places.set(place.participant.accountId, place);
  }

  /** Closes it; the account may have another one by now. */
  forget(place: Place): void {
    place.close();
    const { accountId } = place.participant;
    if (this.#places.get(accountId) === place) this.#places.delete(accountId);
  }

  /** Whose producer that is. */
  holder(producerId: string): Place | undefined {
    return this.all.find((place) => place.media.hasProducer(producerId));
  }

  clear(): void {
    for (const place of this.all) this.forget(place);
  }
}
