import type { SocketReply } from '#shared/contracts/socket.ts';
import { type StageLogEntry, type StageLogKind, stageLogEntry } from '#shared/live/stageActs.ts';
import type { Store, WorkshopWrite } from '../../store/Store.ts';

/** Entries of one page of a log. */
const LOG_PAGE = 100;

/** What is to be told; its place in the log and its instant are the log's. */
export type LogDraft = {
  readonly kind: StageLogKind;
  readonly by: StageLogEntry['by'];
  readonly subject?: string | null;
  readonly detail?: string | null;
};

type AppendedListener = (sessionId: string, entries: readonly StageLogEntry[]) => void;

/** The logs of the sessions of a hub: who did what on their stage and their board, and when (rule Q6). */
export class StageLog {
  readonly #store: Pick<Store, 'read'>;
  readonly #now: () => number;
  readonly #listeners = new Set<AppendedListener>();

  constructor(store: Pick<Store, 'read'>, now: () => number = Date.now) {
    this.#store = store;
    this.#now = now;
  }

  /** In the transaction of what is told, so that neither is without the other; `appended` follows its commit. */
  async append(
    tx: WorkshopWrite,
    sessionId: string,
    drafts: readonly LogDraft[],
  ): Promise<readonly StageLogEntry[]> {
    if (drafts.length === 0) return [];
    const { last } = await tx.sql
      .selectFrom('stage_log')
      .select((eb) => eb.fn.max('seq').as('last'))
      .where('session_id', '=', sessionId)
      .executeTakeFirstOrThrow();
    const at = this.#now();
    const entries = drafts.map(({ kind, by, subject = null, detail = null }, index) => ({
      ...{ seq: Number(last ?? 0) + index + 1, at, by, kind, subject, detail },
    }));
    const rows = entries.map(({ by, ...entry }) => ({
      ...entry,
      session_id: sessionId,
      workshop_id: tx.workshopId,
      account_id: by?.accountId ?? null,
      name: by?.name ?? null,
    }));
    await tx.sql.insertInto('stage_log').values(rows).execute();
    return entries;
  }

  /** Tells who listens of what was committed. */
  appended(sessionId: string, entries: readonly StageLogEntry[]): void {
    if (entries.length === 0) return;
    for (const listener of this.#listeners) listener(sessionId, entries);
  }

  /** Returns what ends the listening. */
  onAppended(listener: AppendedListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** The newest entries with a seq below `before`, newest last; `null`: the newest of all. */
  async page(sessionId: string, before: number | null): Promise<SocketReply<'stage.log'>> {
    const all = this.#store.read.selectFrom('stage_log').selectAll().where('session_id', '=', sessionId);
    const asked = before === null ? all : all.where('seq', '<', before);
    const found = await asked
      .orderBy('seq', 'desc')
      .limit(LOG_PAGE + 1)
      .execute();
    const entries = found.slice(0, LOG_PAGE).map(({ account_id, name, ...entry }) => {
      const by = account_id === null ? null : { accountId: account_id, name: name ?? '' };
      return stageLogEntry.parse({ ...entry, by });
    });
    return { entries: entries.reverse(), more: found.length > LOG_PAGE };
  }
}
