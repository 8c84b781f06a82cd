import type { Where } from '../draft.ts';
import { type DraftBuilder, externalId } from './DraftBuilder.ts';

type NamedKind = 'room' | 'track';

/** Rooms or tracks that a source knows by their names alone: one row for each name. */
export class NamedRows {
  readonly #builder: DraftBuilder;
  readonly #kind: NamedKind;
  readonly #source: string;
  readonly #keys = new Map<string, string>();

  /** `source`: what their keys begin with, `frab:room`. */
  constructor(builder: DraftBuilder, kind: NamedKind, source: string) {
    this.#builder = builder;
    this.#kind = kind;
    this.#source = source;
  }

  has(name: string): boolean {
    return this.#keys.has(name);
  }

  /** Makes a name known as a row that is there already. */
  set(name: string, key: string): void {
    this.#keys.set(name, key);
  }

  /** The key of the row of this name, made at its first mention. */
  keyOf(name: string, where: Where): string {
    const known = this.#keys.get(name);
    if (known !== undefined) return known;
    const key = this.#builder.add(this.#kind, [externalId(this.#source, name)], { name }, where);
    this.#keys.set(name, key);
    return key;
  }
}
