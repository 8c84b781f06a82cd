import { type Audience, audiencesOfReader, type Reader, type StoredRow } from '#shared/sync/audiences.ts';
import type { Change } from '#shared/sync/rows.ts';
import { changesFor } from './pull.ts';

/** A page that is larger is not worth sending to who may have it already: it is pulled. */
const MOST_CHANGES = 100;
const MOST_BYTES = 48 * 1024;

const isPersonal = (audience: Audience): boolean => audience.startsWith('account:');

function smallEnough(changes: readonly Change[]): readonly Change[] | null {
  if (changes.length > MOST_CHANGES) return null;
  return Buffer.byteLength(JSON.stringify(changes)) > MOST_BYTES ? null : changes;
}

/**
 * What the same rows are to many readers. All who hold the same audiences share one list, but for those whom
 * a row concerns in person: for an audience of a thousand that is mostly one list.
 */
export class SharedChanges {
  readonly #rows: readonly StoredRow[] | null;
  readonly #told: number;
  readonly #concerned: ReadonlySet<Audience>;
  readonly #shared = new Map<string, readonly Change[] | null>();

  /** `rows`: `null` where there are too many; `told` as in `project`. */
  constructor(rows: readonly StoredRow[] | null, told: number) {
    this.#rows = rows;
    this.#told = told;
    const everyone = (rows ?? []).flatMap(({ shownTo }) => Object.keys(shownTo) as Audience[]);
    this.#concerned = new Set(everyone.filter(isPersonal));
  }

  /** `null` where it is too much for a notice. */
  of(reader: Reader): readonly Change[] | null {
    if (!this.#rows) return null;
    const held = audiencesOfReader(reader);
    const key = [...held].filter((one) => !isPersonal(one) || this.#concerned.has(one)).join(' ');
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const changes = smallEnough(changesFor(this.#rows, held, this.#told));
    this.#shared.set(key, changes);
    return changes;
  }
}
