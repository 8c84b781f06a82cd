/**
 * What is being captured for one source. It may hang, or wait for a person's yes, so nothing waits for it; only what
 * was asked for last counts, and only until it is called off.
 */
export class Capturing {
  #asked: object | null = null;

  get underWay(): boolean {
    return this.#asked !== null;
  }

  callOff(): void {
    this.#asked = null;
  }

  /**
   * Gives what comes of `capture` to `hold` where it still counts, otherwise to `drop`. Resolves with what was
   * held, `null` for nothing. Rejects as `capture` does, where that still counts.
   */
  async run<T>(
    capture: () => Promise<T>,
    hold: (captured: T) => void,
    drop: (captured: T) => void,
  ): Promise<T | null> {
    const asked = {};
    this.#asked = asked;
    try {
      const captured = await capture();
      if (this.#asked === asked) {
        hold(captured);
        return captured;
      }
      drop(captured);
      return null;
    } catch (error) {
      if (this.#asked === asked) throw error;
      return null;
    } finally {
      if (this.#asked === asked) this.#asked = null;
    }
  }
}
