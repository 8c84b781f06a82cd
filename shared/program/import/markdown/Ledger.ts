import type { ImportNote, ImportNoteReason } from '../draft.ts';
import { cutText } from '../source/cleanText.ts';

/** A line of a page as it is read: `text` may be mended, `line` counts from 1 in the file. */
export type SourceLine = { readonly line: number; readonly text: string };

const TEXT_LENGTH = 200;
/** Lines of signs alone (rules, underlines of headings, frames of tables) say nothing. */
export const HAS_WORDS = /[\p{L}\p{N}]/u;

/** Which lines of a page went into the draft and which are told to be left out, so that none is lost silently. */
export class Ledger {
  readonly #notes: ImportNote[] = [];
  readonly #names = new Set<string>();
  readonly #used = new Set<number>();
  readonly #told = new Set<number>();
  readonly #lines: readonly string[];

  /** `lines`: the page's, as they stand in the file. */
  constructor(lines: readonly string[]) {
    this.#lines = lines;
  }

  get used(): ReadonlySet<number> {
    return this.#used;
  }

  /** Lines that a note says were not taken over. */
  get told(): ReadonlySet<number> {
    return this.#told;
  }

  get notes(): readonly ImportNote[] {
    return [...this.#notes].sort((a, b) => lineOf(a) - lineOf(b));
  }

  use(...lines: readonly SourceLine[]): void {
    for (const { line } of lines) this.#used.add(line);
  }

  isOpen(line: number): boolean {
    return !this.#used.has(line) && !this.#told.has(line);
  }

  /** Something in a line that was otherwise read: mended, taken in one of several ways, or not understood. */
  remark(level: ImportNote['level'], reason: ImportNoteReason, line: number, text: string): void {
    this.#add(level, reason, line, text);
  }

  /** Lines that have no place in a program. */
  leaveOut(
    reason: ImportNoteReason,
    lines: readonly SourceLine[],
    level: ImportNote['level'] = 'not-understood',
  ) {
    const first = lines.find(({ text }) => text.trim() !== '') ?? lines[0];
    if (!first) return;
    this.#add(level, reason, first.line, this.#lines[first.line - 1] || first.text);
    for (const { line } of lines) this.#told.add(line);
  }

  /** Tells every line that nobody took, a run of them in one note. */
  close(): void {
    let run: SourceLine[] = [];
    const end = () => {
      if (run.length > 0) this.leaveOut('no-place-for-it', run);
      run = [];
    };
    this.#lines.forEach((text, index) => {
      if (HAS_WORDS.test(text) && this.isOpen(index + 1)) run.push({ line: index + 1, text });
      else end();
    });
    end();
  }

  #add(level: ImportNote['level'], reason: ImportNoteReason, line: number, text: string): void {
    const note: ImportNote = { level, reason, where: { line }, text: cutText(text.trim(), TEXT_LENGTH) };
    const name = JSON.stringify(note);
    if (!this.#names.has(name)) this.#notes.push(note);
    this.#names.add(name);
  }
}

const lineOf = ({ where }: ImportNote): number => ('line' in where ? where.line : 0);
