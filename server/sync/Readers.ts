import type { Kysely } from 'kysely';
import { type Membership, membership } from '#shared/people/account.ts';
import { session } from '#shared/program/session.ts';
import { talk } from '#shared/program/talk.ts';
import { boardsByChair } from '#shared/questions/boardsByChair.ts';
import type { Reader } from '#shared/sync/audiences.ts';
import type { Store } from '../store/Store.ts';
import type { Schema } from '../store/schema.ts';

type ByPerson = ReadonlyMap<string, readonly string[]>;
type Program = { readonly stamp: number; readonly talks: ByPerson; readonly boards: ByPerson };

/** What is looked at of a talk and of a session here. */
const talkPart = talk.pick({ speakers: true, sessionId: true });
const sessionPart = session.pick({ chairIds: true, live: true, covers: true });
const ACCOUNTS_AT_ONCE = 500;
const noProgram: Program = { stamp: 0, talks: new Map(), boards: new Map() };

/** A reader with what tells this membership from one that was changed or ended meanwhile. */
export type CurrentReader = Reader & { readonly stamp: number };

/** Who reads a workshop, with what grants: the role, the talks that the account's person speaks in, the boards it chairs. */
export class Readers {
  readonly #store: Store;
  readonly #programs = new Map<string, Program>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** The account as it reads the workshop of its membership. */
  async of(accountId: string, { workshopId, role, personId }: Membership): Promise<Reader> {
    const program = personId === null ? noProgram : await this.#programOf(workshopId, this.#store.read);
    return readerWith(program, accountId, role, personId);
  }

  /** Who of these accounts reads the workshop, by account; `sql`: of a write that has put no row yet. */
  async among(
    workshopId: string,
    accountIds: readonly string[],
    sql: Kysely<Schema> = this.#store.read,
  ): Promise<ReadonlyMap<string, CurrentReader>> {
    const readers = new Map<string, CurrentReader>();
    for (let at = 0; at < accountIds.length; at += ACCOUNTS_AT_ONCE) {
      const found = await sql
        .selectFrom('membership')
        .selectAll()
        .where('workshop_id', '=', workshopId)
        .where('account_id', 'in', accountIds.slice(at, at + ACCOUNTS_AT_ONCE))
        .execute();
      const isOfProgram = found.some((row) => row.person_id !== null);
      const program = isOfProgram ? await this.#programOf(workshopId, sql) : noProgram;
      for (const row of found) {
        const { role, personId } = membership.parse({ workshopId, role: row.role, personId: row.person_id });
        const reader = readerWith(program, row.account_id, role, personId);
        readers.set(row.account_id, { ...reader, stamp: row.stamp });
      }
    }
    return readers;
  }

  /** Reads talks and sessions again only where one was written since. */
  async #programOf(workshopId: string, sql: Kysely<Schema>): Promise<Program> {
    const rows = sql
      .selectFrom('row')
      .where('workshop_id', '=', workshopId)
      .where('kind', 'in', ['talk', 'session']);
    const { last } = await rows.select((eb) => eb.fn.max('rev').as('last')).executeTakeFirstOrThrow();
    const known = this.#programs.get(workshopId);
    if (known?.stamp === Number(last ?? 0)) return known;
    const found = await rows.select(['kind', 'id', 'rev', 'data']).execute();
    const read = found.flatMap(({ kind, id, data }) =>
      data === null ? [] : [{ kind, id, json: JSON.parse(data) as unknown }],
    );
    const talks = read
      .filter(({ kind }) => kind === 'talk')
      .map(({ id, json }) => ({ id, data: talkPart.parse(json) }));
    const sessions = read
      .filter(({ kind }) => kind === 'session')
      .map(({ id, json }) => ({ id, data: sessionPart.parse(json) }));
    const program = {
      stamp: Math.max(0, ...found.map(({ rev }) => rev)),
      talks: talksBySpeaker(talks),
      boards: boardsByChair(sessions, talks),
    };
    this.#programs.set(workshopId, program);
    return program;
  }
}

function talksBySpeaker(
  talks: readonly {
    readonly id: string;
    readonly data: { readonly speakers: readonly { personId: string }[] };
  }[],
): ByPerson {
  const byPerson = new Map<string, string[]>();
  for (const { id, data } of talks) {
    for (const personId of new Set(data.speakers.map((one) => one.personId))) {
      byPerson.set(personId, [...(byPerson.get(personId) ?? []), id]);
    }
  }
  return byPerson;
}

function readerWith(
  program: Program,
  accountId: string,
  role: Membership['role'],
  personId: string | null,
): Reader {
  const of = (byPerson: ByPerson) => (personId === null ? [] : (byPerson.get(personId) ?? []));
  return { accountId, role, talkIds: of(program.talks), boards: of(program.boards) };
}
