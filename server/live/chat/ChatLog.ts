import type { Selectable, Transaction } from 'kysely';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { CHAT_PAGE, type ChatMessage } from '#shared/live/chat.ts';
import { role } from '#shared/people/account.ts';
import type { LiveTables } from '../../store/liveTables.ts';
import type { Store } from '../../store/Store.ts';
import type { Schema } from '../../store/schema.ts';
import type { StageRef } from '../StageRecord.ts';

/** A message before the hub has given it its place in the order. */
export type NewMessage = Omit<ChatMessage, 'seq'> & { readonly text: string };

/** `greenRoom`: it is for those on the stage alone (rule L2). */
export type Found = { readonly message: ChatMessage; readonly greenRoom: boolean };

/** `fresh`: it was not there before. */
export type Stored = { readonly message: ChatMessage; readonly fresh: boolean };

type Waiting = {
  readonly message: NewMessage;
  readonly greenRoom: boolean;
  readonly resolve: (stored: Stored) => void;
  readonly reject: (error: unknown) => void;
};

/** Messages that one transaction stores at most. */
const BATCH = 100;

function readMessage(row: Selectable<LiveTables['chat_message']>): ChatMessage {
  const { id, seq, account_id, name, text, at } = row;
  return { id, seq, accountId: account_id, name, role: role.parse(row.role), text, at: Number(at) };
}

/** What was written in the chat of one session, in the order that the hub gave it. */
export class ChatLog {
  readonly #ref: StageRef;
  readonly #store: Pick<Store, 'read' | 'transaction'>;
  readonly #waiting: Waiting[] = [];
  #writing = false;

  constructor(ref: StageRef, store: Pick<Store, 'read' | 'transaction'>) {
    this.#ref = ref;
    this.#store = store;
  }

  /**
   * Stores a message after those before it; many who write at once share a transaction. A message that is there
   * already is answered as it is. Throws already-done where its id is another person's.
   */
  append(message: NewMessage, greenRoom: boolean): Promise<Stored> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ message, greenRoom, resolve, reject });
      if (!this.#writing) void this.#write();
    });
  }

  async find(id: string): Promise<Found | null> {
    const row = await this.#store.read
      .selectFrom('chat_message')
      .selectAll()
      .where('session_id', '=', this.#ref.sessionId)
      .where('id', '=', id)
      .executeTakeFirst();
    return row ? { message: readMessage(row), greenRoom: row.green_room === 1 } : null;
  }

  /** Of the messages before `before` (a seq; `null` for all) the last ones, newest last; the green room's if asked for. */
  async page(before: number | null, greenRoom: boolean): Promise<{ messages: ChatMessage[]; more: boolean }> {
    const rows = await this.#store.read
      .selectFrom('chat_message')
      .selectAll()
      .where('session_id', '=', this.#ref.sessionId)
      .$if(before !== null, (query) => query.where('seq', '<', Number(before)))
      .$if(!greenRoom, (query) => query.where('green_room', '=', 0))
      .orderBy('seq', 'desc')
      .limit(CHAT_PAGE + 1)
      .execute();
    const messages = rows.slice(0, CHAT_PAGE).reverse().map(readMessage);
    return { messages, more: rows.length > CHAT_PAGE };
  }

  /** Who wrote something after `since` (ms since epoch), and when last. */
  async lastWritten(since: number): Promise<Map<string, number>> {
    const rows = await this.#store.read
      .selectFrom('chat_message')
      .select(({ fn }) => ['account_id', fn.max('at').as('at')])
      .where('session_id', '=', this.#ref.sessionId)
      .where('at', '>', since)
      .groupBy('account_id')
      .execute();
    return new Map(rows.map(({ account_id, at }) => [account_id, Number(at)]));
  }

  async #write(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH);
      try {
        const stored = await this.#store.transaction((sql) => this.#appendAll(sql, batch));
        batch.forEach(({ message, resolve, reject }, index) => {
          const one = stored[index];
          if (one?.message.accountId === message.accountId) resolve(one);
          else reject(new RefusedError('already-done', 'the id of another message'));
        });
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#writing = false;
  }

  async #appendAll(sql: Transaction<Schema>, batch: readonly Waiting[]): Promise<Stored[]> {
    const { sessionId } = this.#ref;
    const last = await sql
      .selectFrom('chat_message')
      .select('seq')
      .where('session_id', '=', sessionId)
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirst();
    let seq = last?.seq ?? 0;
    const stored: Stored[] = [];
    for (const waiting of batch) {
      const one = await this.#appendOne(sql, waiting, seq + 1);
      if (one.fresh) seq += 1;
      stored.push(one);
    }
    return stored;
  }

  async #appendOne(sql: Transaction<Schema>, { message, greenRoom }: Waiting, seq: number): Promise<Stored> {
    const { workshopId, sessionId } = this.#ref;
    const { accountId, ...columns } = message;
    const { numInsertedOrUpdatedRows } = await sql
      .insertInto('chat_message')
      .values({
        ...{ ...columns, seq, green_room: greenRoom ? 1 : 0 },
        ...{ workshop_id: workshopId, session_id: sessionId, account_id: accountId },
      })
      .onConflict((conflict) => conflict.columns(['session_id', 'id']).doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 1n) return { message: { ...message, seq }, fresh: true };
    const row = await sql
      .selectFrom('chat_message')
      .selectAll()
      .where('session_id', '=', sessionId)
      .where('id', '=', message.id)
      .executeTakeFirstOrThrow();
    return { message: readMessage(row), fresh: false };
  }
}
