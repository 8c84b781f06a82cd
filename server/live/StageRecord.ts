import { RefusedError } from '#shared/contracts/refusals.ts';
import type { StagePhase } from '#shared/live/stage.ts';
import { emptyBook, type StageBook, stageBook } from '#shared/live/stageBook.ts';
import type { Store, WorkshopWrite } from '../store/Store.ts';
import type { LogDraft, StageLog } from './log/StageLog.ts';

export type StageRef = { readonly workshopId: string; readonly sessionId: string };

/** What a change of a stage writes; what is not said stays. */
export type RecordChange = {
  readonly phase?: StagePhase;
  readonly book?: StageBook;
  readonly log?: readonly LogDraft[];
  /** Who was brought onto a stage of this workshop. */
  readonly turn?: string;
  /** The chat message whose words are taken away. */
  readonly unsaid?: string;
};

export type RecordStore = Pick<Store, 'readStage' | 'writeStage' | 'read'>;

/** What is stored of one stage, as it is now (rule L7). */
export class StageRecord {
  readonly ref: StageRef;
  readonly #store: RecordStore;
  readonly #log: StageLog;
  #seq: number;
  #phase: StagePhase;
  #book: StageBook;

  private constructor(
    ref: StageRef,
    store: RecordStore,
    log: StageLog,
    now: { readonly seq: number; readonly phase: StagePhase; readonly book: StageBook },
  ) {
    this.ref = ref;
    this.#store = store;
    this.#log = log;
    this.#seq = now.seq;
    this.#phase = now.phase;
    this.#book = now.book;
  }

  /** Refuses not-found where the stage is another workshop's: ids of rows are chosen by those who put them. */
  static async open(ref: StageRef, store: RecordStore, log: StageLog): Promise<StageRecord> {
    const stored = await store.readStage(ref.sessionId);
    if (stored && stored.workshopId !== ref.workshopId) throw new RefusedError('not-found', 'live session');
    const { seq, phase } = stored ?? { seq: 0, phase: 'closed' as const };
    return new StageRecord(ref, store, log, {
      seq,
      phase,
      book: stored ? stageBook.parse(stored.body) : emptyBook,
    });
  }

  get seq(): number {
    return this.#seq;
  }

  get phase(): StagePhase {
    return this.#phase;
  }

  get book(): StageBook {
    return this.#book;
  }

  /**
   * Stores the next state with its log in one transaction, and is it then; where that fails nothing has changed.
   * Resolves with what tells of the log's new entries, to be called once the state was announced.
   */
  async write(change: RecordChange): Promise<() => void> {
    const { workshopId, sessionId } = this.ref;
    const { phase = this.#phase, book = this.#book, log = [], turn, unsaid } = change;
    const seq = this.#seq + 1;
    let entries: Awaited<ReturnType<StageLog['append']>> = [];
    await this.#store.writeStage(workshopId, sessionId, seq, phase, book, async (tx) => {
      entries = await this.#log.append(tx, sessionId, log);
      if (turn !== undefined) await rememberTurn(tx, turn);
      if (unsaid !== undefined) await forgetWords(tx, sessionId, unsaid);
    });
    this.#seq = seq;
    this.#phase = phase;
    this.#book = book;
    return () => this.#log.appended(sessionId, entries);
  }

  /** Whether an account was never brought onto a stage of this workshop. */
  async isFirstTime(accountId: string): Promise<boolean> {
    const turn = await this.#store.read
      .selectFrom('stage_turn')
      .select('account_id')
      .where('workshop_id', '=', this.ref.workshopId)
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    return turn === undefined;
  }
}

async function forgetWords(tx: WorkshopWrite, sessionId: string, messageId: string): Promise<void> {
  await tx.sql
    .updateTable('chat_message')
    .set({ text: null })
    .where('session_id', '=', sessionId)
    .where('id', '=', messageId)
    .execute();
}

async function rememberTurn(tx: WorkshopWrite, accountId: string): Promise<void> {
  await tx.sql
    .insertInto('stage_turn')
    .values({ workshop_id: tx.workshopId, account_id: accountId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
