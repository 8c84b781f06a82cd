import { link } from '../../workshop.ts';
import type { Where } from '../draft.ts';
import { cleanLine, cleanText, cutText } from './cleanText.ts';
import { type ReadText, readMarkdown, readPlain } from './htmlText.ts';
import type { ImportNotes } from './ImportNotes.ts';
import { repairText } from './repairText.ts';

/** Longest title or name, and longest text, in characters. */
const LONGEST_LINE = 500;
const LONGEST_TEXT = 100_000;

/** An object as JSON has it, whatever is in it. */
export type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object of a source as its fields, each still to be read; not copied, for there are very many. */
export const asFields = (value: unknown): Fields | null => (isFields(value) ? value : null);
export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
/** A field of its own, never one of the prototype's. */
export const field = (from: Fields, name: string): unknown =>
  Object.hasOwn(from, name) ? from[name] : undefined;

const LANGUAGE = /^[a-z]{2,3}(?:[-_][a-z0-9]{1,8}){0,3}$/i;

/** What stands in place of a text: a number is one too, of a text in several languages English or the first. */
export function rawText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  const languages = asFields(value);
  if (languages === null) return null;
  const texts = Object.entries(languages).flatMap(([language, text]) =>
    LANGUAGE.test(language) && typeof text === 'string' && text.trim() !== '' ? [text] : [],
  );
  const english = field(languages, 'en');
  return typeof english === 'string' && english.trim() !== '' ? english : (texts[0] ?? null);
}

/** A field of the source: where it stands, and its name without numbers, by which notes are counted. */
export type At = { readonly where: Where; readonly scope: string };

/** Reads the texts of a source: clean, without markup, never too long; and says what was wrong with them. */
export class FieldReader {
  readonly notes: ImportNotes;

  constructor(notes: ImportNotes) {
    this.notes = notes;
  }

  /** One line of plain text; `null` where there is none. */
  line(value: unknown, at: At): string | null {
    const text = this.#read(value, at, readPlain, LONGEST_LINE);
    return text === null ? null : cleanLine(text) || null;
  }

  /** Plain text of several parts, such as a list of names in one cell; `null` where there is none. */
  list(value: unknown, at: At): string | null {
    return this.#read(value, at, readPlain, LONGEST_TEXT);
  }

  /** Text as Markdown; `null` where there is none. */
  markdown(value: unknown, at: At): string | null {
    return this.#read(value, at, readMarkdown, LONGEST_TEXT);
  }

  /** Markdown on one line, for a heading or a word in italics; `null` where there is none. */
  markdownLine(value: unknown, at: At): string | null {
    const text = this.#read(value, at, readMarkdown, LONGEST_LINE);
    return text === null ? null : cleanLine(text) || null;
  }

  /** Addresses on the web that a row may link to; `null`, with a note, for any other. */
  url(value: unknown, at: At): string | null {
    const raw = rawText(value)?.trim() ?? '';
    if (raw === '') return null;
    const read = link.shape.url.safeParse(raw);
    if (read.success && raw.length <= 2000 && !/[\s<>"']/.test(raw)) return read.data;
    this.notes.add('left-out', 'bad-link', at.where, raw);
    return null;
  }

  /** Says once for each field how many rows have one that has no place here. */
  unknown(from: Fields, known: ReadonlySet<string>, at: At): void {
    for (const name of Object.keys(from)) {
      if (known.has(name)) continue;
      this.notes.count('not-understood', 'unknown-field', at.where, `${at.scope}.${cutText(name, 100)}`);
    }
  }

  #read(value: unknown, at: At, reader: (text: string) => ReadText, longest: number): string | null {
    const raw = rawText(value);
    if (raw === null) return null;
    const cut = raw.length > 4 * longest ? raw.slice(0, 4 * longest) : raw;
    const repaired = repairText(cut);
    if (repaired !== cut) this.notes.add('repaired', 'broken-characters', at.where, repaired);
    else if (cut.includes('\ufffd')) this.notes.add('not-understood', 'broken-characters', at.where, cut);
    const { text, html, images } = reader(repaired);
    if (html) this.notes.count('repaired', 'html-removed', at.where, at.scope);
    if (images) this.notes.count('left-out', 'remote-image', at.where, at.scope);
    if (text.length > longest || cut !== raw) this.notes.add('repaired', 'too-long', at.where, text);
    return cutText(text, longest) || null;
  }
}

/** Text for a key: one line, as it stands. */
export const idText = (value: unknown): string | null => {
  const raw = typeof value === 'string' || typeof value === 'number' ? rawText(value) : null;
  return raw === null ? null : cleanLine(cleanText(raw)) || null;
};
