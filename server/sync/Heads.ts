type HeadListener = (workshopId: string, head: number) => void;

/** Tells that a workshop's rows changed, after the change is committed. */
export class Heads {
  readonly #listeners = new Set<HeadListener>();

  /** Returns what ends the listening. */
  onMoved(listener: HeadListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  moved(workshopId: string, head: number): void {
    for (const listener of this.#listeners) listener(workshopId, head);
  }
}
