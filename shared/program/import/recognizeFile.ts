import { RefusedError } from '../../contracts/refusals.ts';
import { looksLikeClowdr, readClowdr } from './clowdr/readClowdr.ts';
import type { ImportNote, ProgramDraft, SourceFile } from './draft.ts';
import { looksLikeFrabJson } from './frab/frabJson.ts';
import { looksLikeFrabXml } from './frab/frabXml.ts';
import { readFrabJson, readFrabXml } from './frab/readFrab.ts';
import { refuseDocumentType } from './frab/readXml.ts';
import { looksLikeCalendar } from './icalendar/calendarBlocks.ts';
import { readCalendar } from './icalendar/readCalendar.ts';
import { looksLikeIndico, readIndico } from './indico/readIndico.ts';
import { looksLikeLecternJson, readLecternJson } from './lectern/readLecternJson.ts';
import { looksLikePage } from './markdown/looksLikePage.ts';
import { readPage } from './markdown/readPage.ts';
import { looksLikePretalx, readPretalx } from './pretalx/readPretalx.ts';
import { type DecodedText, decodeBytes } from './source/decodeBytes.ts';
import { ImportNotes } from './source/ImportNotes.ts';
import { readCsv } from './source/readCsv.ts';
import { parseJson } from './source/readJson.ts';

/** A file whose format is known. Of several, that of the lowest rank says the most. */
export type RecognizedFile = { readonly rank: number; readonly read: () => ProgramDraft };

/** A file that has the look of a format and is broken. */
export type BrokenFile = { readonly refused: RefusedError };

const RANKS = [
  'lectern',
  'frab-json',
  'pretalx',
  'frab-xml',
  'indico',
  'clowdr',
  'icalendar',
  'page',
] as const;
const rankOf = (format: (typeof RANKS)[number]): number => RANKS.indexOf(format);

const magic: readonly (readonly [RegExp, string])[] = [
  [/^%PDF/, 'a PDF'],
  [/^\x89PNG|^\xff\xd8\xff|^GIF8|^RIFF/, 'a picture'],
  [/^PK/, 'a zip'],
  [/^[^ -~]\u008b/, 'a gzip file'],
  [/^SQLite format 3/, 'a database'],
];

/** What a file seems to be, for a person who wonders why it is not read. */
export function seenIn({ bytes }: SourceFile): string {
  const start = [...bytes.subarray(0, 16)].map((byte) => String.fromCharCode(byte)).join('');
  const known = magic.find(([pattern]) => pattern.test(start));
  if (known) return known[1];
  const text = decodeBytes(bytes.subarray(0, 400)).text.trim();
  if (text === '') return 'an empty file';
  if (/^<(?:!doctype html|html)/i.test(text)) return 'an HTML page';
  if (text.startsWith('<')) return `XML <${/^(?:<[?!][^>]*>\s*)*<([\w:-]{1,40})/.exec(text)?.[1] ?? '…'}>`;
  if (text.startsWith('[')) return 'JSON, a list';
  if (text.startsWith('{'))
    return `JSON with ${[...text.matchAll(/"([\w$-]{1,30})"\s*:/g)]
      .map((key) => key[1])
      .slice(0, 5)
      .join(', ')}`;
  return `text that begins with ${JSON.stringify(text.slice(0, 40))}`;
}

type Guess = RecognizedFile | BrokenFile | null;

function recognizeJson(text: string): Guess {
  if (!/^\s*[[{]/.test(text)) return null;
  try {
    const json = parseJson(text);
    if (looksLikeFrabJson(json.value)) return { rank: rankOf('frab-json'), read: () => readFrabJson(json) };
    if (looksLikePretalx(json.value)) return { rank: rankOf('pretalx'), read: () => readPretalx(json) };
    if (looksLikeIndico(json.value)) return { rank: rankOf('indico'), read: () => readIndico(json) };
    return null;
  } catch (thrown) {
    if (thrown instanceof RefusedError) return { refused: thrown };
    throw thrown;
  }
}

function recognizeXml(text: string): Guess {
  const begin = text.slice(0, 200).trimStart();
  if (!/^<(?:\?xml|schedule[\s>])/.test(begin) && !/^<!(?:DOCTYPE(?!\s+html)|ENTITY)/i.test(begin))
    return null;
  try {
    refuseDocumentType(text);
  } catch (thrown) {
    if (thrown instanceof RefusedError) return { refused: thrown };
    throw thrown;
  }
  return looksLikeFrabXml(text) ? { rank: rankOf('frab-xml'), read: () => readFrabXml(text) } : null;
}

/** Enough of a table to find its header in. */
const HEAD = 64 * 1024;

function recognizeTable(text: string): Guess {
  if (!/session title|title/i.test(text.slice(0, 2000))) return null;
  if (!looksLikeClowdr(readCsv(text.slice(0, HEAD), new ImportNotes()))) return null;
  return { rank: rankOf('clowdr'), read: () => readClowdr(text) };
}

/** Says that the bytes are neither UTF-8 nor UTF-16. */
const unsure = (file: string): ImportNote => ({
  level: 'assumed',
  reason: 'broken-characters',
  where: { file, line: 1 },
  text: 'windows-1252',
});

function recognizeText({ text, sure }: DecodedText, name: string): Guess {
  const guess = recognizeJson(text) ?? recognizeXml(text);
  const other = looksLikeCalendar(text)
    ? { rank: rankOf('icalendar'), read: () => readCalendar(text) }
    : recognizeTable(text);
  const known = guess ?? other;
  if (known === null || 'refused' in known || sure) return known;
  const read = () => {
    const draft = known.read();
    return { ...draft, notes: [unsure(name), ...draft.notes] };
  };
  return { rank: known.rank, read };
}

/** A page may begin with a bracket; under such a name it is no broken JSON. */
const PAGE_NAME = /\.(?:md|markdown|txt)$/i;

/** Finds a file's format by what is in it; `null` where it is none. */
export function recognizeFile(file: SourceFile): Guess {
  if (looksLikeLecternJson(file)) return { rank: rankOf('lectern'), read: () => readLecternJson(file) };
  const known = recognizeText(decodeBytes(file.bytes), file.name);
  if (known !== null && (!('refused' in known) || !PAGE_NAME.test(file.name))) return known;
  return looksLikePage(file) ? { rank: rankOf('page'), read: () => readPage(file) } : known;
}
