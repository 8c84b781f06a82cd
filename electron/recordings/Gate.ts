/** Lets many pass at a time, or one alone. */
export class Gate {
  #inside = 0;
  #shut: Promise<void> | null = null;
  #emptied: (() => void) | null = null;

  /** Runs beside others; waits while one is alone. */
  async shared<T>(run: () => Promise<T>): Promise<T> {
    while (this.#shut) await this.#shut;
    this.#inside += 1;
    try {
      return await run();
    } finally {
      this.#inside -= 1;
      if (this.#inside === 0) this.#emptied?.();
    }
  }

  /** Waits for those inside, and runs alone. Never call it from inside. */
  async alone<T>(run: () => Promise<T>): Promise<T> {
    while (this.#shut) await this.#shut;
    let open: () => void = () => undefined;
    this.#shut = new Promise((resolve) => {
      open = resolve;
    });
    try {
      if (this.#inside > 0) {
        await new Promise<void>((resolve) => {
          this.#emptied = resolve;
        });
      }
      return await run();
    } finally {
      this.#emptied = null;
      this.#shut = null;
      open();
    }
  }
}
