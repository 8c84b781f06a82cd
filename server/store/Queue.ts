/** Runs tasks one after another, in the order they came; a task that fails stops no other. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve();

  run<T>(task: () => Promise<T>): Promise<T> {
    const next = this.#last.then(task, task);
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** Resolves when everything that was queued until now has ended. */
  async idle(): Promise<void> {
    await this.#last;
  }
}
