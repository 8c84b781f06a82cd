import type { RecordingContents, ThumbnailSheet } from '#shared/recordings/recording.ts';

/** Whether there is anything to show beside the video. */
export function hasSlides({
  slides,
  slideChanges,
}: Pick<RecordingContents, 'slides' | 'slideChanges'>): boolean {
  return slides !== null || slideChanges.length > 0;
}

/** The page (from 1) that is shown at a second: the i-th change leads to page i + 2, never past the last. */
export function pageAt(changes: readonly number[], second: number, pages: number): number {
  const passed = changes.filter((change) => change <= second).length;
  return Math.min(pages, 1 + passed);
}

/** The second at which a page (from 1) begins to be shown; `null` where the recording never comes to it. */
export function secondOfPage(changes: readonly number[], page: number): number | null {
  return page === 1 ? 0 : (changes[page - 2] ?? null);
}

/** Where what is shown changes, with the beginning. */
export function moments(changes: readonly number[]): readonly number[] {
  return changes[0] === 0 ? changes : [0, ...changes];
}

/** The picture on a sheet that shows what comes with a second: the first one from it on; column and row from 0. */
export function pictureAt(
  { columns, rows, interval }: Pick<ThumbnailSheet, 'columns' | 'rows' | 'interval'>,
  second: number,
): { readonly column: number; readonly row: number } {
  const n = Math.min(columns * rows - 1, Math.ceil(second / interval));
  return { column: n % columns, row: Math.floor(n / columns) };
}
