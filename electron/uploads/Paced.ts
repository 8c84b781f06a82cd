/** Says the last of many things about something, at most once in `pace` milliseconds. */
export class Paced {
  readonly #pace: number;
  readonly #saidAt = new Map<string, number>();
  readonly #due = new Map<string, NodeJS.Timeout>();

  constructor(pace: number) {
    this.#pace = pace;
  }

  /** Says it now or when its time has come, unless something newer was said by then. */
  say(about: string, speak: () => void): void {
    if (this.#due.has(about)) return;
    const wait = (this.#saidAt.get(about) ?? 0) + this.#pace - Date.now();
    if (wait <= 0) {
      this.now(about, speak);
      return;
    }
    this.#due.set(
      about,
      setTimeout(() => this.now(about, speak), wait),
    );
  }

  /** Says it at once; what was held back is not said any more. */
  now(about: string, speak: () => void): void {
    this.drop(about);
    this.#saidAt.set(about, Date.now());
    speak();
  }

  drop(about: string): void {
    clearTimeout(this.#due.get(about));
    this.#due.delete(about);
    this.#saidAt.delete(about);
  }

  close(): void {
    for (const about of [...this.#due.keys()]) this.drop(about);
  }
}
