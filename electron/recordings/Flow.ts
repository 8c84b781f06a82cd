import type { IncomingMessage } from 'node:http';

/** A transfer that can be held up for a while, so that another one has the network for itself. */
export class Flow {
  #answer: IncomingMessage | null = null;
  #paused = false;
  /** Bytes of the answer that is read now; not verified. */
  received = 0;

  get paused(): boolean {
    return this.#paused;
  }

  /** Call before the answer is read. */
  carry(answer: IncomingMessage): void {
    this.#answer = answer;
    this.received = 0;
    if (this.#paused) answer.pause();
  }

  pause(): void {
    this.#paused = true;
    this.#answer?.pause();
  }

  resume(): void {
    this.#paused = false;
    this.#answer?.resume();
  }
}
