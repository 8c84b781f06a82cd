import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Log } from '../../log.ts';
import { newId } from '../../store/newId.ts';
import type { Store } from '../../store/Store.ts';
import { KeyedQueue } from '../KeyedQueue.ts';
import { QuestionWatch } from './QuestionWatch.ts';
import { Segment } from './Segment.ts';
import type { TakeProducer, TakeStage } from './StageTakes.ts';
import type { TakeRow, TakeRows } from './TakeRows.ts';
import type { TakeEventBody } from './takeEvent.ts';

/** How often whole pictures are asked for and senders' clocks are looked at, in ms. */
const REFRESH = 15_000;
/** Until a producer is tried again that could not be recorded, in ms; each time twice as long. */
const RETRY = 500;
/** A producer that failed so often in a row tells that nothing can be recorded. */
const MOST_FAILURES = 6;

export type TakeOptions = {
  readonly row: TakeRow;
  readonly store: Store;
  readonly rows: TakeRows;
  /** Of all takes. */
  readonly folder: string;
  readonly log: Log;
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
  readonly #last = new Map<TakeEventBody['kind'], TakeEventBody>();
  readonly #questions: QuestionWatch;
  readonly #timer: NodeJS.Timeout;
  #seq: number;
  #closed = false;

  private constructor(options: TakeOptions, seq: number) {
    this.row = options.row;
    this.#options = options;
    this.#seq = seq;
    this.#questions = new QuestionWatch(options.store, options.row, (questionId, state) =>
      this.#put({ kind: 'question', questionId, state }),
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
    this.#note({ kind: 'phase', phase: stage.phase });
    this.#note({ kind: 'spotlight', accountId: stage.spotlight });
    this.#note({ kind: 'playing', playing: stage.playing });
    const recorded = stage.phase === 'live' ? stage.producers : [];
    this.#wanted = new Map(
      recorded
        .filter(({ mayBeRecorded, producer }) => mayBeRecorded && !producer.closed)
        .map((from) => [from.producer.id, from]),
    );
    for (const id of new Set([...this.#wanted.keys(), ...this.#kept.keys()])) this.#settle(id);
  }

  heard(accountId: string | null): void {
    this.#note({ kind: 'speaker', accountId });
  }

  lookAtQuestions(): void {
    void this.#queue.run('questions', () => this.#questions.look()).catch(this.#failed);
  }

  /** The processes that write its segments. */
  pids(): readonly number[] {
    return [...this.#kept.values()].flatMap(({ segment }) => segment?.pid ?? []);
  }

  /** Ends every segment; resolves when all of it is stored. The take itself may go on later. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    this.#wanted = new Map();
    for (const id of this.#kept.keys()) this.#settle(id);
    await this.#queue.idle();
    await this.#queue.idle();
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
        void this.#queue.run('rows', () => rows.putSegment(segment)).catch(this.#failed);
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
    if (this.#closed || this.#kept.get(producerId) !== kept) return;
    this.#options.log.warn({ err: error, takeId: this.row.id, producerId }, 'a producer is not recorded now');
    kept.failures += 1;
    if (kept.failures >= MOST_FAILURES) {
      this.#options.broken();
      return;
    }
    kept.retry = setTimeout(
      () => {
        kept.retry = null;
        this.#settle(producerId);
      },
      RETRY * 2 ** (kept.failures - 1),
    );
    kept.retry.unref();
  }

  /** Notes what differs from what was noted last of its kind. */
  #note(body: TakeEventBody): void {
    if (isDeepStrictEqual(this.#last.get(body.kind), body)) return;
    this.#last.set(body.kind, body);
    this.#put(body);
  }

  #put(body: TakeEventBody): void {
    const { rows } = this.#options;
    this.#seq += 1;
    const [seq, at] = [this.#seq, Date.now()];
    void this.#queue.run('rows', () => rows.addEvent(this.row.id, seq, at, body)).catch(this.#failed);
  }

  readonly #failed = (error: unknown): void => {
    this.#options.log.error({ err: error, takeId: this.row.id }, 'a part of a recording was not stored');
  };
}
