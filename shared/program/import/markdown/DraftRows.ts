import type { RowData } from '../../../sync/rows.ts';
import type { ProgramKind } from '../../programKinds.ts';
import type { DraftRow } from '../draft.ts';
import { cutText } from '../source/cleanText.ts';
import type { Ledger } from './Ledger.ts';
import type { NamedPerson } from './names.ts';

/** Letters and digits of any script, lower case, joined by hyphens: the part of a key that a title gives. */
export const keyPart = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 120) || 'untitled';

const LONGEST_NAME = 500;
/** A title or name of any length that a screen can show. */
export const shortName = (text: string): string => cutText(text, LONGEST_NAME);

type Data<K extends ProgramKind> = Partial<Omit<RowData<K>, 'externalIds'>>;

/** The rows of a draft as they are found; a key comes from what the row is called, and is unique for its kind. */
export class DraftRows {
  readonly #rows: DraftRow[] = [];
  readonly #keys = new Map<string, number>();
  readonly #counts = new Map<ProgramKind, number>();
  readonly #people = new Map<string, DraftRow<'person'>>();
  readonly #stated = new Set<string>();
  readonly #places = new Map<string, string>();
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  all(): readonly DraftRow[] {
    return this.#rows.map((row) => (row.kind === 'person' ? (this.#people.get(row.key) ?? row) : row));
  }

  of<K extends ProgramKind>(kind: K): readonly DraftRow<K>[] {
    return this.all().filter((row): row is DraftRow<K> & DraftRow => row.kind === kind);
  }

  count(kind: ProgramKind): number {
    return this.#counts.get(kind) ?? 0;
  }

  add<K extends ProgramKind>(kind: K, name: string, data: Data<K>, line: number): string {
    const wanted = `md:${kind}/${name}`;
    const before = this.#keys.get(wanted) ?? 0;
    this.#keys.set(wanted, before + 1);
    const key = before === 0 ? wanted : `${wanted}-${before + 1}`;
    if (before > 0 && this.#keys.has(key)) return this.add(kind, `${name}-${before + 1}`, data, line);
    if (before > 0) this.#keys.set(key, 1);
    this.#counts.set(kind, this.count(kind) + 1);
    this.#rows.push({ kind, key, externalIds: [key], data, where: { line } } as DraftRow);
    return key;
  }

  /** A room or track, once for each name. */
  place(kind: 'room' | 'track', name: string, line: number): string {
    const known = this.#places.get(`${kind} ${keyPart(name)}`);
    if (known) return known;
    const key = this.add(kind, keyPart(name), { name: shortName(name) }, line);
    this.#places.set(`${kind} ${keyPart(name)}`, key);
    return key;
  }

  /**
   * The one person of a name on the page. `own`: a list of people says their affiliations; a talk has those
   * held when it was given, which count only where no list has any.
   */
  person(named: NamedPerson, line: number, own = false): string {
    if (named.doubtful) this.#ledger.remark('assumed', 'affiliations-assumed', line, named.doubtful);
    const name = shortName(named.name);
    const known = this.#people.get(`md:person/${keyPart(name)}`);
    if (!known) {
      const data = { name, affiliations: [...named.affiliations] };
      const key = this.add('person', keyPart(name), data, line);
      if (own && data.affiliations.length > 0) this.#stated.add(key);
      this.#people.set(key, { kind: 'person', key, externalIds: [key], data, where: { line } });
      return key;
    }
    const isFirst = own && named.affiliations.length > 0 && !this.#stated.has(known.key);
    if (own && named.affiliations.length > 0) this.#stated.add(known.key);
    else if (this.#stated.has(known.key)) return known.key;
    const have = isFirst ? [] : (known.data.affiliations ?? []);
    const more = named.affiliations.filter((one) => !have.some((other) => isSame(one, other)));
    const affiliations = [
      ...have.filter((one) => !more.some((other) => other.startsWith(`${one},`))),
      ...more,
    ];
    this.#people.set(known.key, { ...known, data: { ...known.data, affiliations } });
    return known.key;
  }
}

/** "LRZ" says no more than "LRZ, Munich" does. */
const isSame = (one: string, other: string): boolean =>
  keyPart(one) === keyPart(other) || other.toLowerCase().startsWith(`${one.toLowerCase()},`);
