/** Runs the tasks of one key one after the other, those of different keys side by side. */
export class KeyedQueue {
  readonly #tails = new Map<string, Promise<void>>();

  /** Resolves or rejects as `task` does; a task that fails does not stop those behind it. */
  run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const result = before.then(task);
    const ended = (): void => {
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    };
    const tail: Promise<void> = result.then(ended, ended);
    this.#tails.set(key, tail);
    return result;
  }

  /** Resolves when all that was queued until now has ended. */
  async idle(): Promise<void> {
    await Promise.all(this.#tails.values());
  }
}
