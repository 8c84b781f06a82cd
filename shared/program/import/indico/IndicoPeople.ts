import type { Where } from '../draft.ts';
import { asFields, asList, type Fields, field } from '../source/FieldReader.ts';
import type { ImportScope } from '../source/ImportScope.ts';
import { People } from '../source/People.ts';

const KNOWN = new Set([
  ...['_type', '_fossil', 'id', 'fullName', 'first_name', 'last_name', 'affiliation', 'affiliation_link'],
  ...['emailHash', 'email', 'db_id', 'person_id', 'title', 'address', 'phone', 'is_submitter', 'name'],
]);

/** People of an event. Hashes of their addresses could be turned back into those, so they are no keys. */
export class IndicoPeople {
  readonly #scope: ImportScope;
  readonly #people: People;

  constructor(scope: ImportScope) {
    this.#scope = scope;
    this.#people = new People(scope.builder, scope.read, 'indico:person');
  }

  /** The people of a list, each once, with the affiliations given there. */
  listed(value: unknown, path: string): { personId: string; affiliations: string[] }[] {
    const people = asList(value).flatMap((one, index) => this.#one(one, { path: `${path}[${index}]` }));
    return [...new Map(people.map((person) => [person.personId, person])).values()];
  }

  #one(value: unknown, where: Where) {
    const { read } = this.#scope;
    const from: Fields = asFields(value) ?? { fullName: value };
    read.unknown(from, KNOWN, { where, scope: 'person' });
    const affiliation = read.line(field(from, 'affiliation'), { where, scope: 'person.affiliation' });
    const personId = this.#people.keyOf(
      this.#nameOf(from, where),
      { where, scope: 'person.name' },
      affiliation,
    );
    return personId === null ? [] : [{ personId, affiliations: affiliation === null ? [] : [affiliation] }];
  }

  #nameOf(from: Fields, where: Where): unknown {
    const at = { where, scope: 'person.name' };
    const first = this.#scope.read.line(field(from, 'first_name'), at);
    const last = this.#scope.read.line(field(from, 'last_name'), at);
    return first !== null && last !== null
      ? `${first} ${last}`
      : (field(from, 'fullName') ?? field(from, 'name'));
  }
}
