import { join } from 'node:path';
import { HubKey } from '#server/people/HubKey.ts';
import { putRows } from '#server/program/putRows.ts';
import { Renditions } from '#server/recordings/Renditions.ts';
import { FolderStore } from '#server/recordings/store/FolderStore.ts';
import { newId } from '#server/store/newId.ts';
import { SqlStore } from '#server/store/SqlStore.ts';
import type { Store } from '#server/store/Store.ts';
import { openSqlite } from '#server/store/sqlite.ts';
import { Heads } from '#server/sync/Heads.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { bigVideo } from './bigVideo.ts';

async function sessionOf(store: Store, title: RegExp): Promise<{ workshopId: string; sessionId: string }> {
  for (const { id: workshopId } of await store.workshops()) {
    const session = (await store.rows(workshopId, 'session')).find(({ data }) => title.test(data.title));
    if (session) return { workshopId, sessionId: session.id };
  }
  throw new Error(`the demonstration has no session ${title}`);
}

/**
 * Puts the video into a seeded hub that is not running, as the released recording of the session of that title,
 * or of any.
 */
export async function addRecording(
  dataFolder: string,
  video: string,
  seconds: number,
  session = /^/,
): Promise<RenditionRef> {
  const store = await SqlStore.open(await openSqlite(join(dataFolder, 'hub.db')), new Heads());
  try {
    const key = await HubKey.open(dataFolder);
    const renditions = new Renditions(store, await FolderStore.open(dataFolder), key);
    const { type, width, height } = bigVideo;
    const { signed } = await renditions.importVideo(video, type);
    const { size } = signed.manifest;
    const { workshopId, sessionId } = await sessionOf(store, session);
    const recordingId = newId();
    const rendition = { id: signed.id, kind: 'video', type, size, width, height } as const;
    await putRows(store, workshopId, [
      {
        kind: 'recording',
        id: recordingId,
        data: {
          of: { kind: 'session', sessionId },
          release: { kind: 'year', year: 2020 },
          duration: seconds,
          size,
          sample: true,
          description: null,
        },
      },
      {
        kind: 'recordingContents',
        id: recordingId,
        data: {
          recordingId,
          talkId: null,
          released: true,
          renditions: [rendition],
          chapters: [],
          cues: [],
          language: 'en',
          poster: null,
        },
      },
    ]);
    return { hub: key.fingerprint, workshopId, recordingId, rendition };
  } finally {
    await store.close();
  }
}
