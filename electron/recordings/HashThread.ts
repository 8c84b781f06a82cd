import { Worker } from 'node:worker_threads';

const run = `const { createHash } = require('node:crypto');
const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ id, bytes }) => {
  parentPort.postMessage({ id, hash: createHash('sha256').update(bytes).digest('hex') });
});`;

type Waiting = {
  readonly resolve: (hash: string) => void;
  readonly reject: (error: unknown) => void;
};

/** Computes SHA-256 in a thread of its own, which begins with the first bytes and keeps no process alive. */
export class HashThread {
  readonly #waiting = new Map<number, Waiting>();
  #thread: Worker | null = null;
  #asked = 0;

  /**
   * Hexadecimal. `bytes` lie in shared memory, so that they are not copied; nobody may write there until it
   * resolves. Rejects where the thread has ended; the next call begins another one.
   */
  hash(bytes: Uint8Array<SharedArrayBuffer>): Promise<string> {
    const thread = this.#thread ?? this.#begin();
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      thread.postMessage({ id, bytes });
    });
  }

  /** Ends the thread, if there is one. */
  async close(): Promise<void> {
    await this.#thread?.terminate();
  }

  #begin(): Worker {
    const thread = new Worker(run, { eval: true });
    const ended = (error: unknown): void => {
      if (this.#thread !== thread) return;
      this.#thread = null;
      const left = [...this.#waiting.values()];
      this.#waiting.clear();
      for (const { reject } of left) reject(error);
    };
    thread.unref();
    thread.on('message', ({ id, hash }: { readonly id: number; readonly hash: string }) => {
      this.#waiting.get(id)?.resolve(hash);
      this.#waiting.delete(id);
    });
    thread.on('error', ended);
    thread.on('exit', () => ended(new Error('the thread that hashes has ended')));
    this.#thread = thread;
    return thread;
  }
}
