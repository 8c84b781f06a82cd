import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../log.ts';
import { newId } from '../../store/newId.ts';
import type { Store } from '../../store/Store.ts';
import { KeyedQueue } from '../KeyedQueue.ts';
import { pauseAfter, retry } from './retry.ts';
import { Segment } from './Segment.ts';
import type { TakeProducer, TakeStage } from './StageTakes.ts';
import { TakeNotes } from './TakeNotes.ts';
import type { TakeRow, TakeRows } from './TakeRows.ts';

/** How often whole pictures are asked for and senders' clocks are looked at, in ms. */
const REFRESH = 15_000;
/** What failed so often in a row, a producer or the beginning, tells that nothing can be recorded. */
export const MOST_FAILURES = 6;

export type TakeOptions = {
  readonly row: TakeRow;
  readonly store: Store;
  readonly rows: TakeRows;
  /** Of all takes. */
  readonly folder: string;
  readonly log: Log;
  /** Ends the trying again of what could not be stored. */
  readonly signal: AbortSignal;
  /** Nothing can be written any more. */
  readonly broken: () => void;
};

type Kept = { segment: Segment | null; failures: number; retry: NodeJS.Timeout | null };

/** A recording of a stage that goes on: the producers' segments, and the timeline. */
export class Take {
  readonly row: TakeRow;
  readonly #options: TakeOptions;
  readonly #queue = new KeyedQueue();
  /** By producer, as the stage told last. */
  #wanted = new Map<string, TakeProducer>();
  readonly #kept = new Map<string, Kept>();
  readonly #notes: TakeNotes;
  readonly #timer: NodeJS.Timeout;
  #closing: Promise<number> | null = null;

  private constructor(options: TakeOptions, seq: number) {
    const { row, store, rows } = options;
    this.row = row;
    this.#options = options;
    this.#notes = new TakeNotes(
      { row, store, rows, untilDone: (key, task) => this.#untilDone(key, task) },
      seq,
    );
    this.#timer = setInterval(() => this.#refresh(), REFRESH);
    this.#timer.unref();
  }

  /** Goes on with one that a hub before this one began. */
  static async open(options: TakeOptions): Promise<Take> {
    const { row, rows, folder } = options;
    await mkdir(join(folder, row.id), { recursive: true, mode: 0o700 });
    const take = new Take(options, await rows.lastEvent(row.id));
    take.lookAtQuestions();
    return take;
  }

  /** Opens and closes segments as the stage is now, and notes what is shown. */
  follow(stage: TakeStage): void {
    this.#notes.follow(stage);
    const recorded = stage.phase === 'live' ? stage.producers : [];
    this.#wanted = new Map(
      recorded
        .filter(({ mayBeRecorded, producer }) => mayBeRecorded && !producer.closed)
        .map((from) => [from.producer.id, from]),
    );
    for (const id of new Set([...this.#wanted.keys(), ...this.#kept.keys()])) this.#settle(id);
  }

  heard(accountId: string | null): void {
    this.#notes.heard(accountId);
  }

  lookAtQuestions(): void {
    this.#notes.lookAtQuestions();
  }

  /** The processes that write its segments. */
  pids(): readonly number[] {
    return [...this.#kept.values()].flatMap(({ segment }) => segment?.pid ?? []);
  }

  get isClosed(): boolean {
    return this.#closing !== null;
  }

  /**
   * Ends every segment; resolves when all of it is stored, to when it was asked for, in ms since epoch. The take
   * itself may go on later, with another hub.
   */
  close(): Promise<number> {
    this.#closing ??= this.#close(Date.now());
    return this.#closing;
  }

  async #close(at: number): Promise<number> {
    clearInterval(this.#timer);
    this.#wanted = new Map();
    for (const id of this.#kept.keys()) this.#settle(id);
    await this.#queue.idle();
    await this.#queue.idle();
    return at;
  }

  #refresh(): void {
    for (const { segment } of this.#kept.values()) segment?.refresh();
  }

  #settle(producerId: string): void {
    void this.#queue.run(producerId, () => this.#settleOne(producerId)).catch(this.#failed);
  }

  async #settleOne(producerId: string): Promise<void> {
    const from = this.#wanted.get(producerId);
    const kept = this.#kept.get(producerId);
    if (!from || from.producer.closed) {
      if (!kept) return;
      this.#kept.delete(producerId);
      if (kept.retry) clearTimeout(kept.retry);
      await kept.segment?.end();
      return;
    }
    if (kept?.segment || kept?.retry) return;
    const now: Kept = kept ?? { segment: null, failures: 0, retry: null };
    this.#kept.set(producerId, now);
    try {
      now.segment = await this.#open(from, now);
      void now.segment.lost.then((words) => this.#lost(producerId, now, words));
    } catch (error) {
      if (!from.producer.closed) this.#again(producerId, now, error);
    }
  }

  #open(from: TakeProducer, kept: Kept): Promise<Segment> {
    const { row, rows, folder, log } = this.#options;
    const id = newId();
    const path = join(row.id, `${id}.mkv`);
    const { accountId, name, source } = from;
    return Segment.open({
      id,
      from,
      file: join(folder, path),
      log,
      changed: (spans) => {
        kept.failures = 0;
        const segment = { id, takeId: row.id, accountId, name, source, path, spans };
        this.#untilDone('rows', () => rows.putSegment(segment));
      },
    });
  }

  #lost(producerId: string, kept: Kept, words: string): void {
    const segment = kept.segment;
    void this.#queue
      .run(producerId, async () => {
        await segment?.end();
        if (kept.segment === segment) kept.segment = null;
        this.#again(producerId, kept, new Error(words.slice(-500)));
      })
      .catch(this.#failed);
  }

  #again(producerId: string, kept: Kept, error: unknown): void {
    if (this.isClosed || this.#kept.get(producerId) !== kept) return;
    this.#options.log.warn({ err: error, takeId: this.row.id, producerId }, 'a producer is not recorded now');
    kept.failures += 1;
    if (kept.failures >= MOST_FAILURES) {
      this.#options.broken();
      return;
    }
    kept.retry = setTimeout(() => {
      kept.retry = null;
      this.#settle(producerId);
    }, pauseAfter(kept.failures));
    kept.retry.unref();
  }

  /** In order with what else has this key. */
  #untilDone(key: 'rows' | 'questions', task: () => Promise<void>): void {
    const { signal } = this.#options;
    void this.#queue.run(key, () => retry(task, { signal, failed: this.#failed })).catch(this.#failed);
  }

  readonly #failed = (error: unknown): void => {
    this.#options.log.error({ err: error, takeId: this.row.id }, 'a part of a recording was not stored');
  };
}
