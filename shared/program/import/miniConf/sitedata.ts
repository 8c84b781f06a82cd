import { RefusedError } from '../../../contracts/refusals.ts';
import type { SourceFile } from '../draft.ts';
import { decodeBytes } from '../source/decodeBytes.ts';
import { asFields, asList, type Fields, field } from '../source/FieldReader.ts';
import type { ImportNotes } from '../source/ImportNotes.ts';
import { readCsv } from '../source/readCsv.ts';
import { parseJson } from '../source/readJson.ts';
import { parseYaml } from '../source/readYaml.ts';

const STEMS = [
  ...(['papers', 'speakers', 'workshops', 'highlighted', 'committee', 'faq', 'config'] as const),
  ...(['papers_projection', 'main_calendar'] as const),
];
export type Stem = (typeof STEMS)[number];

const NAME = /^(?:.*\/)?([a-z_]+)\.(csv|json|ya?ml)$/i;

/** A file of `sitedata`: its stem says what is in it, its ending how that is written. */
export type SitedataFile = { readonly stem: Stem; readonly ending: string; readonly file: SourceFile };

export function sitedataFile(file: SourceFile): SitedataFile | null {
  const match = NAME.exec(file.name);
  const stem = STEMS.find((one) => one === match?.[1]?.toLowerCase());
  return stem === undefined || match === null ? null : { stem, ending: (match[2] ?? '').toLowerCase(), file };
}

/** An entry of a file, with its line or path there. */
export type Entry = {
  readonly from: Fields;
  readonly file: string;
  readonly line?: number;
  readonly path?: string;
};

function entriesOfCsv(text: string, file: string, notes: ImportNotes): readonly Entry[] {
  const [header, ...rows] = readCsv(text, notes, file);
  const names = (header?.cells ?? []).map((cell) => cell.trim());
  return rows.map(({ cells, line }) => {
    if (cells.length > names.length) {
      notes.add('not-understood', 'bad-row', { file, line }, cells.slice(names.length).join(' '));
    }
    const pairs = names.map((name, index): [string, string] => [name, cells[index] ?? '']);
    return { from: Object.fromEntries(pairs.filter(([name]) => name !== '')), file, line };
  });
}

/** Entries are a list, a list under the file's own name, or a map by id. */
function entriesOfTree(value: unknown, stem: Stem, file: string): readonly Entry[] {
  const top = asFields(value);
  const list = Array.isArray(value) ? value : top && (field(top, stem) ?? field(top, stem.toUpperCase()));
  return asList(list).map((one, index) => ({ from: asFields(one) ?? { '': one }, file, path: `[${index}]` }));
}

export type Sitedata = {
  readonly entries: ReadonlyMap<Stem, readonly Entry[]>;
  readonly config: Fields;
};

function readOne({ stem, ending, file }: SitedataFile, notes: ImportNotes) {
  const { text, sure } = decodeBytes(file.bytes);
  if (!sure) notes.add('assumed', 'broken-characters', { file: file.name, line: 1 }, 'windows-1252');
  if (ending === 'csv') return { entries: entriesOfCsv(text, file.name, notes), value: null };
  const value = ending === 'json' ? parseJsonFile(text, file.name, notes) : parseYaml(text);
  return { entries: entriesOfTree(value, stem, file.name), value };
}

function parseJsonFile(text: string, file: string, notes: ImportNotes): unknown {
  const { value, doubles } = parseJson(text);
  for (const { key, line } of doubles) notes.add('assumed', 'duplicate-id', { file, line }, key);
  return value;
}

/** Reads all files; one that cannot be read is left out, and said, and the others stay. */
export function readSitedata(files: readonly SourceFile[], notes: ImportNotes): Sitedata {
  const entries = new Map<Stem, readonly Entry[]>();
  let config: Fields = {};
  const sorted = files.toSorted((one, other) => one.name.length - other.name.length);
  for (const file of sorted) {
    const known = sitedataFile(file);
    if (known === null || entries.has(known.stem)) {
      const reason = known === null ? 'no-place-for-it' : 'duplicate-id';
      notes.add('not-understood', reason, { file: file.name, path: '' }, file.name);
      continue;
    }
    try {
      const read = readOne(known, notes);
      entries.set(known.stem, read.entries);
      if (known.stem === 'config') config = asFields(read.value) ?? read.entries[0]?.from ?? {};
    } catch (thrown) {
      if (!(thrown instanceof RefusedError)) throw thrown;
      notes.add('left-out', 'bad-row', { file: file.name, path: '' }, thrown.message);
    }
  }
  return { entries, config };
}
