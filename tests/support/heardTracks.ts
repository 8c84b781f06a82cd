import type { Page } from 'playwright';

/** The tracks of others that a page plays, by their ids: the same ones where no media was made anew. */
export function heardTracks(page: Page) {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLMediaElement>('audio[data-account], [data-own=false] video')].map(
      ({ srcObject }) => (srcObject instanceof MediaStream ? srcObject.getTracks()[0]?.id : null),
    ),
  );
}
