import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HubKey } from '#server/people/HubKey.ts';
import { putRows } from '#server/program/putRows.ts';
import { Renditions } from '#server/recordings/Renditions.ts';
import { FolderStore } from '#server/recordings/store/FolderStore.ts';
import { SqlStore } from '#server/store/SqlStore.ts';
import { openSqlite } from '#server/store/sqlite.ts';
import { Heads } from '#server/sync/Heads.ts';
import { samplePdf } from './samplePdf.ts';

/** Where the slides change, in seconds, and how many there are. */
export const slideChanges = [6, 14, 22, 30] as const;
const pages = slideChanges.length + 1;

/**
 * Gives the recordings of a seeded hub that is not running slides: the talk whose title matches has a PDF, all
 * others a file that is none. Resolves to where such another talk is that can be watched: `/w/…`.
 */
export async function addSlides(dataFolder: string, title: RegExp): Promise<string> {
  const store = await SqlStore.open(await openSqlite(join(dataFolder, 'hub.db')), new Heads());
  const folder = await mkdtemp(join(tmpdir(), 'lectern-slides-'));
  try {
    const key = await HubKey.open(dataFolder);
    const renditions = new Renditions(store, await FolderStore.open(dataFolder), key);
    const keep = async (name: string, bytes: Buffer) => {
      const file = join(folder, name);
      await writeFile(file, bytes);
      return renditions.importBlob(file, 'application/pdf');
    };
    const lines = Array.from({ length: pages }, (_, n) => `Sample slide ${n + 1}`);
    const whole = await keep('slides.pdf', samplePdf(lines));
    const damaged = await keep('damaged.pdf', Buffer.from('This is no PDF.'));
    let other = '';
    for (const { id: workshopId, slug } of await store.workshops()) {
      for (const { id, data } of await store.rows(workshopId, 'recordingContents')) {
        const talk = data.talkId === null ? null : await store.row(workshopId, 'talk', data.talkId);
        const isChosen = talk !== null && title.test(talk.data.title);
        if (talk !== null && data.released && !isChosen) other = `/w/${slug}/talk/${talk.id}`;
        const slides = { hash: isChosen ? whole : damaged, pages };
        const changed = { ...data, slides, slideChanges: [...slideChanges] };
        await putRows(store, workshopId, [{ kind: 'recordingContents', id, data: changed }]);
      }
    }
    return other;
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}

/** The ratings that a hub that is not running has. */
export async function ratingsAt(
  dataFolder: string,
): Promise<readonly { stars: number; text: string | null }[]> {
  const store = await SqlStore.open(await openSqlite(join(dataFolder, 'hub.db')), new Heads());
  try {
    const workshops = await store.workshops();
    const lists = await Promise.all(workshops.map(({ id }) => store.rows(id, 'rating')));
    return lists.flat().map(({ data: { stars, text } }) => ({ stars, text }));
  } finally {
    await store.close();
  }
}
