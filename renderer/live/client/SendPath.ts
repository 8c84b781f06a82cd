import type { ByOthers, SourceLine } from './SourceLine.ts';
import type { Transports } from './Transports.ts';

type OnOthers = (line: SourceLine, done: NonNullable<ByOthers>) => Promise<void>;

/** The way from this device to the stage, which all of its sources share. */
export class SendPath {
  readonly #onOthers: OnOthers;
  #transports: Transports | null = null;
  #closed = false;
  /** One thing after another, so that a quick second click never meets a half-made producer. */
  #queue: Promise<void> = Promise.resolve();

  /** `onOthers`: what others did to a line while it was begun to be sent, in the same turn. */
  constructor(onOthers: OnOthers) {
    this.#onOthers = onOthers;
  }

  get closed(): boolean {
    return this.#closed;
  }

  get connected(): boolean {
    return this.#transports?.send?.connectionState === 'connected';
  }

  /** @returns whether these are other transports than before */
  attach(transports: Transports): boolean {
    const isNew = this.#transports !== transports;
    this.#transports = transports;
    return isNew;
  }

  /** The transports died. */
  parentClosed(): void {
    this.#transports = null;
  }

  close(): void {
    this.#closed = true;
    this.#transports = null;
  }

  /**
   * After all that was asked before; not at all once it is closed. `work` asks nothing but the hub, so that it ends.
   * What fails over transports that are gone by then belongs to them, and does not reject.
   */
  inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#queue.then(async () => {
      if (this.#closed) return;
      const transports = this.#transports;
      try {
        await work();
      } catch (error) {
        if (!transports?.closed) throw error;
      }
    });
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** Sends what a line has captured, where there is a transport for it. Rejects as `SourceLine.produce` does. */
  async produce(line: SourceLine): Promise<void> {
    const send = this.#transports?.send;
    if (!send) return;
    const done = await line.produce(send, () => send === this.#transports?.send);
    if (done !== null) await this.#onOthers(line, done);
  }
}
