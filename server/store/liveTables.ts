import type { Generated, Kysely } from 'kysely';

/** Tables of the live stage, beside `stage` itself. Instants are ms since epoch by the hub's clock. */
export type LiveTables = {
  /**
   * `seq`: the order in the session's chat. `id` is its sender's own. `text` is null once deleted. `green_room`: 1
   * where it is for those on the stage alone (rule L2).
   */
  chat_message: {
    id: string;
    workshop_id: string;
    session_id: string;
    seq: number;
    account_id: string;
    name: string;
    role: string;
    text: string | null;
    at: number;
    green_room: Generated<number>;
  };
  /** What was done on a stage, by whom (rule Q6). */
  stage_log: {
    session_id: string;
    seq: number;
    workshop_id: string;
    at: number;
    account_id: string | null;
    name: string | null;
    kind: string;
    subject: string | null;
    detail: string | null;
  };
  /** Who was brought onto a stage of a workshop before, so that first-time speakers can be marked. */
  stage_turn: { workshop_id: string; account_id: string };
  /** A recording of a stage, from start to stop (rule L8). `state`: open, ended, or of the making of it. */
  take: {
    id: string;
    workshop_id: string;
    session_id: string;
    /** Who began it. */
    account_id: string;
    started: number;
    ended: number | null;
    state: string;
    /** The job that puts it together; null before. */
    work_id: string | null;
  };
  /** What one producer sent during a take, in a file of its own. */
  take_segment: {
    id: string;
    take_id: string;
    account_id: string;
    name: string;
    source: string;
    /** In the folder of takes. */
    path: string;
    started: number;
    ended: number | null;
    /** JSON: which seconds of the file were sent when. */
    spans: string;
  };
  /** What was shown, asked and played during a take. `body` is JSON. */
  take_event: { take_id: string; seq: number; at: number; kind: string; body: string };
};

export async function createLiveTables(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('chat_message')
    .addColumn('id', 'text', (c) => c.notNull())
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id'))
    .addColumn('session_id', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('text', 'text')
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('chat_message_key', ['session_id', 'seq'])
    .addUniqueConstraint('chat_message_id', ['session_id', 'id'])
    .execute();
  await db.schema
    .createTable('stage_log')
    .addColumn('session_id', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id'))
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('account_id', 'text')
    .addColumn('name', 'text')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('subject', 'text')
    .addColumn('detail', 'text')
    .addPrimaryKeyConstraint('stage_log_key', ['session_id', 'seq'])
    .execute();
  await db.schema
    .createTable('stage_turn')
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id'))
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('stage_turn_key', ['workshop_id', 'account_id'])
    .execute();
  await createTakes(db);
}

async function createTakes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('take')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('workshop_id', 'text', (c) => c.notNull().references('workshop.id'))
    .addColumn('session_id', 'text', (c) => c.notNull())
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('started', 'bigint', (c) => c.notNull())
    .addColumn('ended', 'bigint')
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('work_id', 'text')
    .execute();
  await db.schema
    .createTable('take_segment')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('take_id', 'text', (c) => c.notNull().references('take.id'))
    .addColumn('account_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('path', 'text', (c) => c.notNull())
    .addColumn('started', 'bigint', (c) => c.notNull())
    .addColumn('ended', 'bigint')
    .addColumn('spans', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('take_event')
    .addColumn('take_id', 'text', (c) => c.notNull().references('take.id'))
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('take_event_key', ['take_id', 'seq'])
    .execute();
}
