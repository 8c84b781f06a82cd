import type { Selectable } from 'kysely';
import type { MediaSource } from '#shared/live/stage.ts';
import { mediaSource } from '#shared/live/stage.ts';
import type { Store } from '../../store/Store.ts';
import type { Schema } from '../../store/schema.ts';
import { type Span, spans } from './SegmentSpans.ts';
import { type TakeEvent, type TakeEventBody, takeEventBody } from './takeEvent.ts';

/** `open`: goes on; `ended`: is to be put together; then how that goes, `dropped` where somebody ended it. */
export type TakeState = 'open' | 'ended' | 'composing' | 'done' | 'failed' | 'dropped';

export type TakeRow = {
  readonly id: string;
  readonly workshopId: string;
  readonly sessionId: string;
  /** Who began it. */
  readonly accountId: string;
  readonly started: number;
  readonly ended: number | null;
  readonly state: TakeState;
  /** The job that puts it together. */
  readonly workId: string | null;
};

export type SegmentRow = {
  readonly id: string;
  readonly takeId: string;
  readonly accountId: string;
  readonly name: string;
  readonly source: MediaSource;
  /** In the folder of takes. */
  readonly path: string;
  readonly spans: readonly Span[];
};

function readTake(row: Selectable<Schema['take']>): TakeRow {
  return {
    id: row.id,
    workshopId: row.workshop_id,
    sessionId: row.session_id,
    accountId: row.account_id,
    started: Number(row.started),
    ended: row.ended === null ? null : Number(row.ended),
    state: row.state as TakeState,
    workId: row.work_id,
  };
}

/** What is remembered of the recording of stages. */
export class TakeRows {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async add(take: TakeRow): Promise<void> {
    const { id, workshopId, sessionId, accountId, started, ended, state, workId } = take;
    await this.#store.transaction((sql) =>
      sql
        .insertInto('take')
        .values({
          id,
          workshop_id: workshopId,
          session_id: sessionId,
          account_id: accountId,
          started,
          ended,
          state,
          work_id: workId,
        })
        .execute(),
    );
  }

  async change(id: string, change: Partial<Pick<TakeRow, 'ended' | 'state' | 'workId'>>): Promise<void> {
    const { workId, ...rest } = change;
    const values = workId === undefined ? rest : { ...rest, work_id: workId };
    await this.#store.transaction((sql) =>
      sql.updateTable('take').set(values).where('id', '=', id).execute(),
    );
  }

  async open(sessionId: string): Promise<TakeRow | null> {
    const found = await this.#store.read
      .selectFrom('take')
      .selectAll()
      .where('session_id', '=', sessionId)
      .where('state', '=', 'open')
      .executeTakeFirst();
    return found ? readTake(found) : null;
  }

  async inState(...states: readonly TakeState[]): Promise<readonly TakeRow[]> {
    const found = await this.#store.read
      .selectFrom('take')
      .selectAll()
      .where('state', 'in', states)
      .orderBy('started')
      .execute();
    return found.map(readTake);
  }

  async ofJob(workId: string): Promise<TakeRow | null> {
    const found = await this.#store.read
      .selectFrom('take')
      .selectAll()
      .where('work_id', '=', workId)
      .executeTakeFirst();
    return found ? readTake(found) : null;
  }

  /** All of a session's that have ended, in order: together they are its recording. */
  async ended(sessionId: string): Promise<readonly TakeRow[]> {
    const found = await this.#store.read
      .selectFrom('take')
      .selectAll()
      .where('session_id', '=', sessionId)
      .where('ended', 'is not', null)
      .orderBy('started')
      .execute();
    return found.map(readTake);
  }

  /** `started` and `ended` are those of its spans. */
  async putSegment({ id, takeId, accountId, name, source, path, spans: known }: SegmentRow): Promise<void> {
    const started = known[0]?.from ?? 0;
    const ended = known.at(-1)?.to ?? null;
    const changing = { ended, spans: JSON.stringify(known), started };
    await this.#store.transaction((sql) =>
      sql
        .insertInto('take_segment')
        .values({ id, take_id: takeId, account_id: accountId, name, source, path, ...changing })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(changing))
        .execute(),
    );
  }

  async segments(takeId: string): Promise<readonly SegmentRow[]> {
    const found = await this.#store.read
      .selectFrom('take_segment')
      .selectAll()
      .where('take_id', '=', takeId)
      .orderBy('started')
      .execute();
    return found.map((row) => ({
      id: row.id,
      takeId,
      accountId: row.account_id,
      name: row.name,
      source: mediaSource.parse(row.source),
      path: row.path,
      spans: spans.parse(JSON.parse(row.spans)),
    }));
  }

  async lastEvent(takeId: string): Promise<number> {
    const { last } = await this.#store.read
      .selectFrom('take_event')
      .select(({ fn }) => fn.max('seq').as('last'))
      .where('take_id', '=', takeId)
      .executeTakeFirstOrThrow();
    return Number(last ?? 0);
  }

  /** The same one a second time changes nothing. */
  async addEvent(takeId: string, seq: number, at: number, body: TakeEventBody): Promise<void> {
    await this.#store.transaction((sql) =>
      sql
        .insertInto('take_event')
        .values({ take_id: takeId, seq, at, kind: body.kind, body: JSON.stringify(body) })
        .onConflict((conflict) => conflict.columns(['take_id', 'seq']).doNothing())
        .execute(),
    );
  }

  async events(takeId: string): Promise<readonly TakeEvent[]> {
    const found = await this.#store.read
      .selectFrom('take_event')
      .select(['at', 'body'])
      .where('take_id', '=', takeId)
      .orderBy('seq')
      .execute();
    return found.map(({ at, body }) => ({ at: Number(at), body: takeEventBody.parse(JSON.parse(body)) }));
  }
}
