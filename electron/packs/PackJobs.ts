import { z } from 'zod';
import { type PackWork, packWork } from '#shared/contracts/ipcPacks.ts';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import { errorLine } from '../files/errors.ts';
import { JsonFile } from '../files/JsonFile.ts';
import type { Log } from '../files/Log.ts';
import { asDiskFull } from '../recordings/diskFull.ts';

/** Work with the file that it is about. */
const keptWork = z.object({ work: packWork, path: z.string() });
export type KeptWork = Readonly<z.infer<typeof keptWork>>;

/** How a job tells where it is. */
export type Job = {
  readonly packId: string;
  readonly signal: AbortSignal;
  readonly plan: (known: Partial<Pick<PackWork, 'total' | 'asOf'>>) => void;
  readonly add: (bytes: number) => void;
  readonly damage: (name: string) => void;
  /** Goes on without it. The work's reason is that of the first one. */
  readonly leaveOut: (name: string, reason: RefusalReason) => void;
};

type Options = {
  readonly path: string;
  readonly log: Log;
  readonly onChange: (work: PackWork) => void;
};

/** Milliseconds between two words on the same work. */
const PACE = 200;
const stopped = Symbol('stopped');
const closing = Symbol('closing');

/**
 * The packs that are being written and taken over, and those that ended and were not dismissed. What runs when
 * the app ends, however it does, is still named as running at the next start.
 */
export class PackJobs {
  readonly #options: Options;
  readonly #file: JsonFile<KeptWork[]>;
  readonly #works = new Map<string, KeptWork>();
  readonly #running = new Map<string, { readonly end: AbortController; readonly done: Promise<void> }>();
  readonly #said = new Map<string, number>();

  private constructor(options: Options) {
    this.#options = options;
    const { path, log } = options;
    this.#file = new JsonFile({ path, schema: z.array(keptWork), empty: [], log });
  }

  static async open(options: Options): Promise<PackJobs> {
    const jobs = new PackJobs(options);
    for (const kept of await jobs.#file.read()) jobs.#works.set(kept.work.packId, kept);
    return jobs;
  }

  list(): readonly KeptWork[] {
    return [...this.#works.values()];
  }

  isRunning(packId: string): boolean {
    return this.#running.has(packId);
  }

  /** Runs work, new or of an earlier run. Its ways to fail are states of it. @returns it as it begins */
  async begin(kept: KeptWork, run: (job: Job) => Promise<void>): Promise<PackWork> {
    const { packId } = kept.work;
    const begun = { ...kept.work, state: 'running', done: 0, reason: null, damaged: [] } as const;
    const before = this.#works.get(packId);
    this.#works.set(packId, { ...kept, work: { ...begun, damaged: [] } });
    const end = new AbortController();
    const saved = this.#save();
    const done = saved
      .then(
        () => this.#run(packId, end.signal, run),
        // It is thrown below.
        () => undefined,
      )
      .finally(() => this.#running.delete(packId));
    // Known as running from here on, so that who stops it waits for it.
    this.#running.set(packId, { end, done });
    try {
      await saved;
    } catch (error) {
      if (before) this.#works.set(packId, before);
      else this.#works.delete(packId);
      throw asDiskFull(error);
    }
    this.#say(packId, true);
    return this.#getOrThrow(packId);
  }

  /** Ends work that runs; resolves when it has let go of its files. */
  async stop(packId: string): Promise<void> {
    this.#getOrThrow(packId);
    const running = this.#running.get(packId);
    running?.end.abort(stopped);
    await running?.done;
  }

  /** Forgets work that has ended. Throws `wrong-state` for what runs. */
  async dismiss(packId: string): Promise<void> {
    this.#getOrThrow(packId);
    if (this.#running.has(packId)) throw new RefusedError('wrong-state', 'it is running');
    this.#works.delete(packId);
    await this.#save();
  }

  async close(): Promise<void> {
    for (const { end } of this.#running.values()) end.abort(closing);
    await Promise.all([...this.#running.values()].map(({ done }) => done));
    await this.#file.settled();
  }

  async #run(packId: string, signal: AbortSignal, run: (job: Job) => Promise<void>): Promise<void> {
    const leaveOut = (name: string, why: RefusalReason): void => {
      const { damaged, reason } = this.#getOrThrow(packId);
      this.#change(packId, { damaged: [...damaged, name], reason: reason ?? why }, true);
    };
    const job: Job = {
      packId,
      signal,
      plan: (known) => this.#change(packId, known, true),
      add: (bytes) => this.#change(packId, { done: this.#getOrThrow(packId).done + bytes }, false),
      damage: (name) => leaveOut(name, 'damaged'),
      leaveOut,
    };
    try {
      await run(job);
      this.#change(packId, { state: 'done', done: this.#getOrThrow(packId).total }, false);
    } catch (error) {
      if (signal.aborted && signal.reason === closing) return;
      if (signal.aborted) this.#change(packId, { state: 'stopped', reason: null }, false);
      else this.#failed(packId, error);
    }
    await this.#save().catch((error: unknown) => this.#options.log.warn(`packs: ${errorLine(error)}`));
    this.#say(packId, true);
  }

  #failed(packId: string, error: unknown): void {
    this.#options.log.warn(`pack: ${errorLine(error)}`);
    const refused = error instanceof RefusedError ? error : null;
    const { damaged } = this.#getOrThrow(packId);
    const named = refused?.reason === 'damaged' && refused.detail ? [...damaged, refused.detail] : damaged;
    this.#change(
      packId,
      { state: 'failed', reason: refused?.reason ?? 'cannot-write', damaged: [...named] },
      false,
    );
  }

  #change(packId: string, to: Partial<PackWork>, now: boolean): void {
    const kept = this.#works.get(packId);
    if (!kept) return;
    this.#works.set(packId, { ...kept, work: { ...kept.work, ...to } });
    this.#say(packId, now);
  }

  #say(packId: string, now: boolean): void {
    const at = performance.now();
    if (!now && at - (this.#said.get(packId) ?? Number.NEGATIVE_INFINITY) < PACE) return;
    this.#said.set(packId, at);
    this.#options.onChange(this.#getOrThrow(packId));
  }

  #getOrThrow(packId: string): PackWork {
    const kept = this.#works.get(packId);
    if (!kept) throw new RefusedError('not-found', 'no such work');
    return kept.work;
  }

  #save(): Promise<void> {
    return this.#file.write([...this.#works.values()]);
  }
}
