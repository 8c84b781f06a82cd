import type { ImportNote, ImportNoteReason, Where } from '../draft.ts';
import { cleanLine, cutText } from './cleanText.ts';
import { htmlToText } from './htmlText.ts';

/** A note is never longer than this many characters. */
const LONGEST = 200;
/** So many notes of one reason are told each; of the rest, how many there are. */
const MOST_OF_A_REASON = 300;

const told = (text: string): string => cutText(cleanLine(htmlToText(cutText(text, 4 * LONGEST))), LONGEST);

/** What stands in a source is shown as text everywhere, in the place of a note too. */
function cleanWhere(where: Where): Where {
  const file = where.file === undefined ? {} : { file: told(where.file) };
  return 'line' in where ? { ...file, line: where.line } : { ...file, path: told(where.path) };
}

type Counted = { readonly note: ImportNote; times: number };

/** Collects what a reader has to say of its source. */
export class ImportNotes {
  readonly #notes: ImportNote[] = [];
  readonly #counted = new Map<string, Counted>();
  readonly #ofReason = new Map<ImportNoteReason, number>();

  add(level: ImportNote['level'], reason: ImportNoteReason, where: Where, text: string): void {
    const known = this.#ofReason.get(reason) ?? 0;
    this.#ofReason.set(reason, known + 1);
    if (known < MOST_OF_A_REASON) {
      this.#notes.push({ level, reason, where: cleanWhere(where), text: told(text) });
    } else this.count(level, reason, where, '…');
  }

  /** One note for all of the same reason and text, at the first place, with how often it was met. */
  count(level: ImportNote['level'], reason: ImportNoteReason, where: Where, text: string): void {
    const name = `${reason} ${text}`;
    const known = this.#counted.get(name);
    if (known) known.times += 1;
    else {
      const note: ImportNote = { level, reason, where: cleanWhere(where), text: told(text) };
      this.#counted.set(name, { note, times: 1 });
    }
  }

  list(): readonly ImportNote[] {
    const counted = [...this.#counted.values()].map(({ note, times }) =>
      times === 1 ? note : { ...note, text: cutText(`${note.text} ×${times}`, LONGEST) },
    );
    return [...this.#notes, ...counted];
  }
}
