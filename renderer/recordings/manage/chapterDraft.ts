import { type ChapterFault, chapterListText, parseChapterList } from '#shared/recordings/chapterList.ts';
import type { RecordingContents } from '#shared/recordings/recording.ts';

export type Chapter = RecordingContents['chapters'][number];

/** A row of the table, as it is being written. */
export type DraftRow = { readonly key: string; readonly time: string; readonly title: string };
export type RowFault = ChapterFault | 'same';

/** The most chapters that a recording has. */
export const MOST_CHAPTERS = 500;

const row = (time: string, title: string): DraftRow => ({ key: crypto.randomUUID(), time, title });

/** `0:00 Welcome` as a row; a line without a time is all title. */
function rowOf(line: string): DraftRow {
  const [, time = '', title = ''] =
    /^\s*[[(]?(\d+(?::\d+)+(?:[.,]\d{1,3})?)[\])]?[\s\-–—:.|]*(.*)$/.exec(line) ?? [];
  return time === '' ? row('', line.trim()) : row(time, title.trim());
}

export function emptyRow(): DraftRow {
  return row('', '');
}

export function rowsOf(chapters: readonly Chapter[]): readonly DraftRow[] {
  return rowsOfText(chapterListText(chapters));
}

/** Each line that says something as a row, whatever is wrong with it. */
export function rowsOfText(text: string): readonly DraftRow[] {
  return text
    .split(/\r\n?|\n/)
    .filter((line) => line.trim() !== '')
    .map(rowOf);
}

/** What `rowsOfText` reads as these rows. */
export function textOfRows(rows: readonly DraftRow[]): string {
  return rows
    .filter((one) => !isEmpty(one))
    .map(({ time, title }) => `${time} ${title}`.trim())
    .join('\n');
}

export type ReadRows = {
  /** In order; `null` while something is wrong. */
  readonly chapters: readonly Chapter[] | null;
  /** What is wrong with a row, by its key. */
  readonly faults: ReadonlyMap<string, RowFault>;
};

/** Reads the table; the order of its rows is no matter. `duration`: of the recording, in seconds. */
export function readRows(rows: readonly DraftRow[], duration: number): ReadRows {
  const faults = new Map<string, RowFault>();
  const chapters: Chapter[] = [];
  for (const one of rows) {
    if (isEmpty(one)) continue;
    const { chapters: read, faults: wrong } = parseChapterList(`${one.time.trim()} ${one.title}`, duration);
    const [chapter] = read;
    if (!chapter) faults.set(one.key, wrong[0]?.fault ?? 'no-time');
    else if (chapters.some(({ start }) => start === chapter.start)) faults.set(one.key, 'same');
    else chapters.push(chapter);
  }
  const ordered = chapters.toSorted((a, b) => a.start - b.start);
  return { chapters: faults.size > 0 ? null : ordered, faults };
}

function isEmpty({ time, title }: DraftRow): boolean {
  return time.trim() === '' && title.trim() === '';
}
