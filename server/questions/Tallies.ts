import type { Log } from '../log.ts';
import type { Store, WorkshopWrite } from '../store/Store.ts';

/** Rule Q3: a question's count is written at most four times a second. */
const INTERVAL = 250;

async function writeTally(tx: WorkshopWrite, questionId: string): Promise<void> {
  const { votes } = await tx.sql
    .selectFrom('vote')
    .select((eb) => eb.fn.countAll<number>().as('votes'))
    .where('workshop_id', '=', tx.workshopId)
    .where('question_id', '=', questionId)
    .executeTakeFirstOrThrow();
  const before = await tx.row('tally', questionId);
  if ((before?.data.votes ?? 0) === Number(votes)) return;
  await tx.put('tally', questionId, { questionId, votes: Number(votes) });
}

/** Keeps the tally rows in step with the votes. What a crash left behind is written at the next start. */
export class Tallies {
  readonly #store: Store;
  readonly #log: Log;
  readonly #now: () => number;
  readonly #written = new Map<string, number>();
  readonly #waiting = new Map<string, { readonly timer: NodeJS.Timeout; readonly workshopId: string }>();

  private constructor(store: Store, log: Log, now: () => number) {
    this.#store = store;
    this.#log = log;
    this.#now = now;
  }

  static async create(store: Store, log: Log, now: () => number = Date.now): Promise<Tallies> {
    for (const { id } of await store.workshops()) {
      const voted = await store.read
        .selectFrom('vote')
        .select('question_id')
        .distinct()
        .where('workshop_id', '=', id)
        .execute();
      const tallied = await store.rows(id, 'tally');
      const questionIds = new Set([...voted.map((v) => v.question_id), ...tallied.map((t) => t.id)]);
      await store.write(id, async (tx) => {
        for (const questionId of questionIds) await writeTally(tx, questionId);
      });
    }
    return new Tallies(store, log, now);
  }

  /** A vote was cast or taken back in `tx`: its tally is written with it, or shortly after. */
  async changed(tx: WorkshopWrite, questionId: string): Promise<void> {
    if (this.#waiting.has(questionId)) return;
    const since = this.#now() - (this.#written.get(questionId) ?? Number.NEGATIVE_INFINITY);
    if (since >= INTERVAL) {
      this.#written.set(questionId, this.#now());
      await writeTally(tx, questionId);
      return;
    }
    const { workshopId } = tx;
    const timer = setTimeout(() => void this.#writeLater(workshopId, questionId), INTERVAL - since);
    this.#waiting.set(questionId, { timer, workshopId });
  }

  async #writeLater(workshopId: string, questionId: string): Promise<void> {
    this.#waiting.delete(questionId);
    this.#written.set(questionId, this.#now());
    try {
      await this.#store.write(workshopId, (tx) => writeTally(tx, questionId));
    } catch (error) {
      this.#log.error({ err: error, questionId }, 'a tally could not be written');
    }
  }

  /** Writes what waits. */
  async close(): Promise<void> {
    const waiting = [...this.#waiting];
    for (const [, { timer }] of waiting) clearTimeout(timer);
    for (const [questionId, { workshopId }] of waiting) await this.#writeLater(workshopId, questionId);
  }
}
