import type { CsvRow } from '../source/readCsv.ts';

/** The 22 columns of Clowdr's program file of 2022, in order. */
const COLUMNS = [
  'session title',
  'session start',
  'session duration',
  'session abstract',
  'chair names',
  'chair emails',
  'title',
  'type',
  'duration',
  'abstract',
  'speaker names',
  'speaker emails',
  'speaker affiliations',
  'other authors',
  'editable abstract',
  'video upload',
  'slides upload',
  'image/poster upload',
  'website link',
  'interaction mode',
  'room name',
  'tags',
] as const;
export type ClowdrColumn = (typeof COLUMNS)[number];

const plain = (cell: string): string =>
  cell
    .toLowerCase()
    .replace(/\(.*?\)|[?*:]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const isColumn = (name: string): name is ClowdrColumn => COLUMNS.some((column) => column === name);

export type ClowdrHeader = {
  /** How many rows the header takes. */
  readonly rows: number;
  readonly at: ReadonlyMap<ClowdrColumn, number>;
  /** Columns that are none of the format's, as they are named. */
  readonly unknown: readonly string[];
};

function headerOf(cells: readonly string[], rows: number): ClowdrHeader | null {
  const names = cells.map(plain);
  const byName = new Map<ClowdrColumn, number>();
  for (const [index, name] of names.entries())
    if (isColumn(name) && !byName.has(name)) byName.set(name, index);
  const enough = byName.size >= 6 && byName.has('session title') && byName.has('title');
  if (enough) {
    return {
      rows,
      at: byName,
      unknown: cells.filter((cell, index) => cell.trim() && !isColumn(names[index] ?? '')),
    };
  }
  const titles = names.filter((name) => name === 'title').length === 2;
  if (names.length !== COLUMNS.length || !titles) return null;
  return { rows, at: new Map(COLUMNS.map((column, index) => [column, index])), unknown: [] };
}

/** Finds the header: the second of two rows, under one that names groups of columns; `null` without one. */
export function clowdrHeader(rows: readonly CsvRow[]): ClowdrHeader | null {
  for (const [index, { cells }] of rows.slice(0, 4).entries()) {
    const header = headerOf(cells, index + 1);
    if (header) return header;
  }
  return null;
}
