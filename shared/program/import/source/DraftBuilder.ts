import { RefusedError } from '../../../contracts/refusals.ts';
import type { ProgramKind } from '../../programKinds.ts';
import type { DraftRow, ProgramDraft, Where } from '../draft.ts';
import type { ImportFormat } from '../importRecord.ts';
import { cleanLine, cutText } from './cleanText.ts';
import { htmlToText } from './htmlText.ts';
import { ImportNotes } from './ImportNotes.ts';

type DataOf<K extends ProgramKind> = Extract<DraftRow, { readonly kind: K }>['data'];

/** More rows than any event has, and fewer than an import may send. */
const MOST_ROWS = 100_000;
/** The model takes 300; what tells two rows with one key apart needs a few. */
const LONGEST_KEY = 280;
const MOST_IDS = 10;

/** A short name of a text that is too long to be part of a key (FNV-1a, 32 bits). */
function digest(text: string): string {
  let hash = 0x811c9dc5;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** `pretalx:talk/G9JGWY` of `pretalx:talk` and `G9JGWY`: clean, and never too long. */
export function externalId(source: string, id: string): string {
  const whole = `${source}/${cleanLine(htmlToText(cutText(id, 2000)))}`;
  return whole.length <= LONGEST_KEY ? whole : `${cutText(whole, LONGEST_KEY - 10)}~${digest(id)}`;
}

/** Collects a draft's rows, each under a key of its own. */
export class DraftBuilder {
  readonly notes = new ImportNotes();
  readonly #format: ImportFormat;
  readonly #rows: DraftRow[] = [];
  readonly #names = new Set<string>();

  constructor(format: ImportFormat) {
    this.#format = format;
  }

  /** `ids`: its names in its source, the key first; one that is another row's already is not given twice. */
  add<K extends ProgramKind>(kind: K, ids: readonly string[], data: DataOf<K>, where: Where): string {
    if (this.#rows.length >= MOST_ROWS) throw new RefusedError('too-large', `more than ${MOST_ROWS} rows`);
    const key = this.#claim(kind, ids[0] ?? `${this.#format}:${kind}/1`, where);
    const others = ids.slice(1, MOST_IDS).filter((id) => this.#take(kind, id));
    this.#rows.push({ kind, key, externalIds: [key, ...others], data, where } as unknown as DraftRow);
    return key;
  }

  draft(): ProgramDraft {
    const workshop = this.#rows.filter(({ kind }) => kind === 'workshop');
    const others = this.#rows.filter(({ kind }) => kind !== 'workshop');
    return { format: this.#format, rows: [...workshop, ...others], notes: this.notes.list() };
  }

  #take(kind: ProgramKind, id: string): boolean {
    const name = `${kind} ${id}`;
    if (this.#names.has(name)) return false;
    this.#names.add(name);
    return true;
  }

  #claim(kind: ProgramKind, wanted: string, where: Where): string {
    if (this.#take(kind, wanted)) return wanted;
    this.notes.add('assumed', 'duplicate-id', where, wanted);
    for (let count = 2; ; count += 1) {
      const other = `${wanted}#${count}`;
      if (this.#take(kind, other)) return other;
    }
  }
}
