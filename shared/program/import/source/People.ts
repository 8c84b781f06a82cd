import type { Where } from '../draft.ts';
import { type DraftBuilder, externalId } from './DraftBuilder.ts';
import { type At, type FieldReader, rawText } from './FieldReader.ts';

type Known = {
  readonly key: string;
  readonly data: { name: string; affiliations?: string[]; bio?: string | null };
};

/** People that a source knows by their names alone: one row for each name, with all its affiliations. */
export class People {
  readonly #builder: DraftBuilder;
  readonly #read: FieldReader;
  readonly #source: string;
  readonly #known = new Map<string, Known>();

  /** `source`: what their keys begin with, `clowdr:person`. */
  constructor(builder: DraftBuilder, read: FieldReader, source: string) {
    this.#builder = builder;
    this.#read = read;
    this.#source = source;
  }

  /** The key of the person of this name; `null`, with a note, where there is no name. */
  keyOf(name: unknown, at: At, affiliation: string | null = null, bio?: string | null): string | null {
    const read = this.#read.line(name, at);
    if (read === null) {
      this.#builder.notes.add('left-out', 'missing-name', at.where, rawText(name) ?? '');
      return null;
    }
    const known = this.#known.get(read) ?? this.#make(read, at.where);
    if (affiliation !== null) {
      known.data.affiliations = [...new Set([...(known.data.affiliations ?? []), affiliation])];
    }
    if (bio !== undefined && !known.data.bio) known.data.bio = bio;
    return known.key;
  }

  #make(name: string, where: Where): Known {
    const data: Known['data'] = { name };
    const known = { key: this.#builder.add('person', [externalId(this.#source, name)], data, where), data };
    this.#known.set(name, known);
    return known;
  }
}
