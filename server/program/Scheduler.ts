import type { Log } from '../log.ts';
import type { Store } from '../store/Store.ts';
import type { Heads } from '../sync/Heads.ts';
import { type DueWrite, findDueWrites, schedulingKinds, writeDue } from './dueWrites.ts';
import type { HubClock } from './HubClock.ts';

/** A longer wait is cut here, so that a changed system clock is noticed. */
const LONGEST_WAIT = 15 * 60_000;
const RETRY = 5_000;

export type SchedulerOptions = {
  readonly store: Store;
  readonly heads: Heads;
  readonly clock: HubClock;
  readonly log: Log;
};

/** What a workshop has to come, as its rows say it up to `seen`. */
type Plan = { readonly seen: number; readonly due: readonly DueWrite[] };

/**
 * Rule S4: writes releases of recordings and expiries of announcements when they are due by the program's
 * clock, those missed while the hub was off at once. What is open stays open and what has expired stays
 * so, whatever a clock does later.
 */
export class Scheduler {
  readonly #options: SchedulerOptions;
  readonly #plans = new Map<string, Plan>();
  readonly #endListening: () => void;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;
  #again = false;
  #checking: Promise<void> | null = null;

  private constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#endListening = options.heads.onMoved(() => this.#checkQuietly());
  }

  /** Returns when what was missed is written. */
  static async start(options: SchedulerOptions): Promise<Scheduler> {
    const scheduler = new Scheduler(options);
    await scheduler.check();
    return scheduler;
  }

  /** Writes what is due now; a change of the program or of the clock may have made it so. */
  check(): Promise<void> {
    this.#again = true;
    this.#checking ??= this.#checkAll();
    return this.#checking;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#endListening();
    if (this.#timer) clearTimeout(this.#timer);
    await this.#checking?.catch(() => undefined);
  }

  #checkQuietly(): void {
    this.check().catch((error: unknown) => {
      this.#options.log.error({ err: error }, 'a release or expiry could not be written; trying again');
      this.#wake(RETRY);
    });
  }

  async #checkAll(): Promise<void> {
    try {
      while (this.#again && !this.#closed) {
        this.#again = false;
        await this.#writeAll();
      }
    } finally {
      this.#checking = null;
    }
  }

  async #writeAll(): Promise<void> {
    for (const { id, head } of await this.#options.store.workshops()) await this.#plan(id, head);
    const all = [...this.#plans.values()].flatMap((plan) => plan.due);
    for (const due of all.toSorted((a, b) => a.at - b.at)) {
      if (this.#closed) return;
      const wait = this.#options.clock.untilProgram(due.at);
      if (wait > 0) return this.#wake(wait);
      await this.#write(due);
    }
  }

  /** Looks a workshop's rows through again only where one that matters was written since. */
  async #plan(workshopId: string, head: number): Promise<void> {
    const { store } = this.#options;
    const known = this.#plans.get(workshopId);
    if (known?.seen === head) return;
    const due = known && !(await this.#isMoved(workshopId, known.seen)) ? known.due : null;
    this.#plans.set(workshopId, { seen: head, due: due ?? (await findDueWrites(store, workshopId)) });
  }

  async #isMoved(workshopId: string, seen: number): Promise<boolean> {
    const found = await this.#options.store.read
      .selectFrom('row')
      .select('rev')
      .where('workshop_id', '=', workshopId)
      .where('rev', '>', seen)
      .where('kind', 'in', schedulingKinds)
      .limit(1)
      .executeTakeFirst();
    return found !== undefined;
  }

  async #write(due: DueWrite): Promise<void> {
    const { store, clock, log } = this.#options;
    const { workshopId, what, id } = due;
    const written = await store.write(workshopId, (tx) => writeDue(tx, due, clock.programNow()));
    if (written) log.info({ workshopId, id }, `${what} written`);
    else this.#again = true;
  }

  #wake(wait: number): void {
    if (this.#closed) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#checkQuietly(), Math.min(wait, LONGEST_WAIT));
  }
}
