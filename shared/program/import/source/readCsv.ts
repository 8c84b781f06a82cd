import Papa from 'papaparse';
import type { ImportNotes } from './ImportNotes.ts';

/** A row of a CSV file, with its line (from 1). */
export type CsvRow = { readonly cells: readonly string[]; readonly line: number };

/** More columns than any of the formats has. */
const MOST_CELLS = 200;

/** Commas, semicolons or tabs, whichever the first line that has any has most of, quotes aside. */
function separatorOf(text: string): string {
  for (const line of text.slice(0, 20_000).split('\n')) {
    const bare = line.replace(/"[^"]*"/g, '');
    const counts = [',', ';', '\t'].map(
      (separator) => [separator, bare.split(separator).length - 1] as const,
    );
    const [most] = counts.toSorted((one, other) => other[1] - one[1]);
    if (most !== undefined && most[1] > 0) return most[0];
  }
  return ',';
}

/** Rows of CSV, without empty ones; what is wrong with quotes is told and the row read as it can be. */
export function readCsv(text: string, notes: ImportNotes, file?: string): readonly CsvRow[] {
  const named = file === undefined ? {} : { file };
  const rows: CsvRow[] = [];
  let line = 1;
  const source = text.replace(/^\ufeff/, '');
  const { data, errors } = Papa.parse<string[]>(source, { delimiter: separatorOf(source) });
  for (const cells of data) {
    if (cells.some((cell) => cell.trim() !== '')) rows.push({ cells: cells.slice(0, MOST_CELLS), line });
    line += 1 + cells.reduce((lines, cell) => lines + (cell.match(/\r\n?|\n/g)?.length ?? 0), 0);
  }
  for (const { row, message } of errors) {
    notes.add('assumed', 'bad-row', { ...named, line: (row ?? 0) + 1 }, message);
  }
  return rows;
}
