import type { Kysely } from 'kysely';
import { type Membership, membership } from '#shared/people/account.ts';
import { talk } from '#shared/program/talk.ts';
import type { Reader } from '#shared/sync/audiences.ts';
import type { Store } from '../store/Store.ts';
import type { Schema } from '../store/schema.ts';

type Talks = { readonly stamp: number; readonly byPerson: ReadonlyMap<string, readonly string[]> };

/** The speakers of a talk, all that is looked at of it here. */
const spoken = talk.pick({ speakers: true });
const ACCOUNTS_AT_ONCE = 500;
const noTalks: Talks = { stamp: 0, byPerson: new Map() };

/** A reader with what tells this membership from one that was changed or ended meanwhile. */
export type CurrentReader = Reader & { readonly stamp: number };

/** Who reads a workshop, with what grants: the role, and the talks that the account's person speaks in. */
export class Readers {
  readonly #store: Store;
  readonly #talks = new Map<string, Talks>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** The account as it reads the workshop of its membership. */
  async of(accountId: string, { workshopId, role, personId }: Membership): Promise<Reader> {
    const talks = personId === null ? noTalks : await this.#talksOf(workshopId, this.#store.read);
    return readerWith(talks, accountId, role, personId);
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
      const isSpeaking = found.some((row) => row.person_id !== null);
      const talks = isSpeaking ? await this.#talksOf(workshopId, sql) : noTalks;
      for (const row of found) {
        const { role, personId } = membership.parse({ workshopId, role: row.role, personId: row.person_id });
        const reader = readerWith(talks, row.account_id, role, personId);
        readers.set(row.account_id, { ...reader, stamp: row.stamp });
      }
    }
    return readers;
  }

  /** Reads the talks again only where one was written since. */
  async #talksOf(workshopId: string, sql: Kysely<Schema>): Promise<Talks> {
    const ofTalks = sql.selectFrom('row').where('workshop_id', '=', workshopId).where('kind', '=', 'talk');
    const { last } = await ofTalks.select((eb) => eb.fn.max('rev').as('last')).executeTakeFirstOrThrow();
    const known = this.#talks.get(workshopId);
    if (known?.stamp === Number(last ?? 0)) return known;
    const rows = await ofTalks.select(['id', 'rev', 'data']).execute();
    const byPerson = new Map<string, string[]>();
    for (const { id, data } of rows) {
      const speakers = data === null ? [] : spoken.parse(JSON.parse(data)).speakers;
      for (const personId of new Set(speakers.map((one) => one.personId))) {
        byPerson.set(personId, [...(byPerson.get(personId) ?? []), id]);
      }
    }
    const talks = { stamp: Math.max(0, ...rows.map(({ rev }) => rev)), byPerson };
    this.#talks.set(workshopId, talks);
    return talks;
  }
}

function readerWith(
  talks: Talks,
  accountId: string,
  role: Membership['role'],
  personId: string | null,
): Reader {
  return { accountId, role, talkIds: personId === null ? [] : (talks.byPerson.get(personId) ?? []) };
}
