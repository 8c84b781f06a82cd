import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IpcReply } from '#shared/contracts/ipc.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { type JournalEntry, type Journaled, type JournalOwner, journalEntry } from '#shared/sync/journal.ts';
import { errorCode, errorLine } from '../files/errors.ts';
import type { Log } from '../files/Log.ts';
import { writeDurably } from '../files/writeDurably.ts';
import { compactLines } from './compactLines.ts';
import { JournalFile } from './JournalFile.ts';
import { headerBytes, type JournalLine, lineBytes, type ReadJournal, readJournal } from './journalLines.ts';
import { asWriteRefusal } from './writeRefusal.ts';

const VERSION = 1;
const PAGE = 1000;
/** From so many lines on it is looked whether fewer would do. */
const COMPACT_FROM = 2000;

export type JournalOptions = {
  readonly path: string;
  readonly owner: JournalOwner;
  readonly log: Log;
  /** Main's clock, ms. */
  readonly clock: () => number;
  /** Told after the entries are on the disk, in their order. */
  readonly onAppended?: (entries: readonly Journaled[]) => void;
};

type Waiting = {
  readonly entries: readonly JournalEntry[];
  readonly resolve: (last: number) => void;
  readonly reject: (error: unknown) => void;
};

/**
 * Rule S11: the truth of what only this device has, for one hub and account. An append-only file; what was
 * appended at the same time is synced together.
 */
export class Journal {
  readonly #options: JournalOptions;
  readonly #file: JournalFile;
  /** What this version can read of the file. */
  #entries: Journaled[] = [];
  #generation: string = randomUUID();
  #last = 0;
  #damaged = 0;
  #lines = 0;
  #compactAt = COMPACT_FROM;
  #waiting: Waiting[] = [];
  /** What touches the file runs one after the other. */
  #queue: Promise<void> = Promise.resolve();

  private constructor(options: JournalOptions) {
    this.#options = options;
    this.#file = new JournalFile(options.path);
  }

  /**
   * Opens or begins a journal. A torn end is cut off; damaged lines are set aside in a file of their own. Where
   * the disk cannot be written to, what is there can be read all the same. Throws RefusedError.
   */
  static async open(options: JournalOptions): Promise<Journal> {
    const journal = new Journal(options);
    await journal.#open();
    return journal;
  }

  /** Resolves to the number of the last entry once all are on the disk. Rejects with RefusedError, and keeps none. */
  append(entries: readonly JournalEntry[]): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entries, resolve, reject });
      if (this.#waiting.length === 1) this.#enqueue(() => this.#flush());
    });
  }

  /** Entries after a number, at most 1,000; none means that there are no more. */
  read(after: number): IpcReply<'journal.read'> {
    const from = firstAfter(this.#entries, after);
    return {
      generation: this.#generation,
      entries: this.#entries.slice(from, from + PAGE),
      last: this.#last,
      damaged: this.#damaged,
    };
  }

  /** Writes the same with fewer lines, as a new generation. Rejects with RefusedError; then it is as before. */
  compact(): Promise<void> {
    return this.#enqueue(() => this.#compact());
  }

  /** Waits for what is being written. */
  close(): Promise<void> {
    return this.#enqueue(() => this.#file.close());
  }

  #enqueue(job: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(job);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  async #open(): Promise<void> {
    const { path, owner } = this.#options;
    const bytes = await readFile(path).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw asWriteRefusal(error);
    });
    if (bytes === null) return this.#rewrite([]);
    const read = readJournal(bytes);
    const { header } = read;
    if (header && header.version > VERSION) throw new RefusedError('protocol-mismatch', 'a newer journal');
    const isOurs = !header || (header.owner.hub === owner.hub && header.owner.accountId === owner.accountId);
    if (!isOurs) throw new RefusedError('damaged', 'the journal of another account');
    if (header) this.#generation = header.generation;
    this.#take(read.lines, Math.max(header?.from ?? 0, read.lines.at(-1)?.seq ?? 0));
    await this.#repair(read);
    await this.#compactIfWorth();
  }

  async #repair({ header, lines, damaged, end }: ReadJournal): Promise<void> {
    const { path, log, clock } = this.#options;
    this.#damaged = damaged.length;
    try {
      await this.#file.begin(end);
      if (damaged.length === 0 && header) return;
      const aside = `${path}.damaged-${clock()}`;
      if (damaged.length > 0) await writeDurably(aside, Buffer.concat(damaged), 0o600);
      log.error(`damaged-journal: ${damaged.length} places of ${path} could not be read; kept as ${aside}`);
      await this.#rewrite(lines);
    } catch (error) {
      log.error(`journal: ${path} could not be repaired (${errorLine(error)})`);
    }
  }

  /** One write and one sync for all that wait; a failure is told to each of them. */
  async #flush(): Promise<void> {
    const waiting = this.#waiting.splice(0);
    const time = this.#options.clock();
    const numbered: Journaled[] = [];
    const lasts = waiting.map(({ entries }) => {
      for (const entry of entries) numbered.push({ seq: this.#last + numbered.length + 1, entry });
      return this.#last + numbered.length;
    });
    try {
      await this.#file.append(Buffer.concat(numbered.map((one) => lineBytes({ ...one, time }))));
    } catch (error) {
      for (const { reject } of waiting) reject(error);
      return;
    }
    this.#entries.push(...numbered);
    this.#last += numbered.length;
    this.#lines += numbered.length;
    for (const [n, { resolve }] of waiting.entries()) resolve(lasts[n] ?? this.#last);
    this.#options.onAppended?.(numbered);
    await this.#compactIfWorth();
  }

  async #compactIfWorth(): Promise<void> {
    if (this.#lines < this.#compactAt) return;
    try {
      await this.#compact();
    } catch (error) {
      this.#compactAt = this.#lines * 2;
      this.#options.log.warn(`journal: ${this.#options.path} stays long (${errorLine(error)})`);
    }
  }

  async #compact(): Promise<void> {
    const { path, clock } = this.#options;
    const { lines } = readJournal(await readFile(path));
    await this.#rewrite(compactLines(lines, clock()));
  }

  async #rewrite(lines: readonly JournalLine[]): Promise<void> {
    const generation = randomUUID();
    const header = { lectern: 'journal', version: VERSION, generation, from: this.#last } as const;
    const { owner } = this.#options;
    await this.#file.replace(
      Buffer.concat([headerBytes({ ...header, owner }), ...lines.map((one) => lineBytes(one))]),
    );
    this.#generation = generation;
    this.#take(lines, this.#last);
    this.#compactAt = Math.max(COMPACT_FROM, lines.length * 2);
  }

  #take(lines: readonly JournalLine[], last: number): void {
    this.#entries = lines.flatMap(({ seq, entry }) => {
      const read = journalEntry.safeParse(entry);
      return read.success ? [{ seq, entry: read.data }] : [];
    });
    this.#lines = lines.length;
    this.#last = last;
  }
}

/** The index of the first entry with a number above `after`. */
function firstAfter(entries: readonly Journaled[], after: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[middle]?.seq ?? 0) > after) high = middle;
    else low = middle + 1;
  }
  return low;
}
