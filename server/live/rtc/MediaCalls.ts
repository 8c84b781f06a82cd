import { errors } from 'mediasoup';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import { closeLate } from './answeredInTime.ts';
import type { StageRouter } from './StageRouter.ts';

/** What is worked on; where closed meanwhile it is `not-found`. */
type Closable = { readonly closed: boolean };
type Made = Closable & { close(): void };

/**
 * What one place asks of its media worker. mediasoup's own errors end here: a peer hears a refusal by name, never
 * their text.
 */
export class MediaCalls {
  readonly #router: StageRouter;
  #closed = false;

  constructor(router: StageRouter) {
    this.#router = router;
  }

  get closed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#closed = true;
  }

  /** Throws `RefusedError` wrong-state once the place is gone. */
  assertOpen(): void {
    if (this.#closed) throw new RefusedError('wrong-state', 'the place is gone');
  }

  /**
   * Something that is made by the client's own parameters: where they fit nothing it is `media-mismatch`. What is
   * refused because it takes too long is closed when it comes, so that it can be asked for again.
   */
  async make<T extends Made>(on: Closable, making: Promise<T>): Promise<T> {
    try {
      const made = await this.#run(on, making, 'media-mismatch');
      if (made.closed) throw new RefusedError('not-found', 'closed meanwhile');
      return made;
    } catch (error) {
      closeLate(making);
      throw error;
    }
  }

  /** Something that is there already is told the client's own parameters: `media-mismatch` where they do not fit. */
  fit(on: Closable, work: Promise<void>): Promise<void> {
    return this.#run(on, work, 'media-mismatch');
  }

  /** Something with what is there already; it fails where that has ended in the worker, and is `not-found` then. */
  change<T>(on: Closable, work: Promise<T>): Promise<T> {
    return this.#run(on, work, 'not-found');
  }

  async #run<T>(on: Closable, work: Promise<T>, otherwise: RefusalReason): Promise<T> {
    try {
      const done = await this.#router.inTime(work);
      this.assertOpen();
      return done;
    } catch (error) {
      this.assertOpen();
      if (error instanceof RefusedError) throw error;
      if (error instanceof errors.WorkerClosedError) throw new RefusedError('wrong-state', 'the router died');
      if (on.closed) throw new RefusedError('not-found', 'closed meanwhile');
      throw new RefusedError(otherwise);
    }
  }
}
