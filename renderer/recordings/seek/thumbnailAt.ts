import type { ThumbnailSheet } from '#shared/recordings/recording.ts';

/** Where in the sheet (pixels) the picture of a second is. */
export type Thumbnail = { readonly left: number; readonly top: number };

/** The picture that is nearest before a second; the last one of the sheet for what comes after it. */
export function thumbnailAt(
  { columns, rows, width, height, interval }: Omit<ThumbnailSheet, 'hash'>,
  second: number,
): Thumbnail {
  const index = Math.min(columns * rows - 1, Math.max(0, Math.floor(second / interval)));
  return { left: (index % columns) * width, top: Math.floor(index / columns) * height };
}
