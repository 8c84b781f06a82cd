import { readFile } from 'node:fs/promises';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { RowData } from '#shared/sync/rows.ts';
import { parseVtt } from '../recordings/parseVtt.ts';
import type { Renditions } from '../recordings/Renditions.ts';
import { derivedId } from '../store/newId.ts';
import type { Store } from '../store/Store.ts';
import { putRows } from './putRows.ts';

/** A file with what its description says of it. */
export type DescribedFile = { readonly path: string; readonly sha256: string };

/** A recording of a talk as it lies in a folder, with its files. */
export type RecordingFolder = {
  readonly workshopId: string;
  readonly talkId: string;
  readonly release: RowData<'recording'>['release'];
  readonly duration: number;
  readonly sample: boolean;
  readonly description: string | null;
  readonly language: string;
  readonly chapters: RowData<'recordingContents'>['chapters'];
  readonly video: DescribedFile & { readonly type: string; readonly width: number; readonly height: number };
  readonly captions: DescribedFile | null;
  readonly poster: DescribedFile | null;
};

async function importBlob(
  renditions: Renditions,
  file: DescribedFile | null,
  type: string,
): Promise<string | null> {
  if (file === null) return null;
  const hash = await renditions.importBlob(file.path, type);
  if (hash !== file.sha256)
    throw new RefusedError('damaged', `${file.path} is not the file that is described`);
  return hash;
}

/**
 * Takes a talk's recording into the hub, closed until it is due. Taking it in again changes nothing
 * that is the same. Throws `RefusedError` damaged where a file is not the one that was described.
 */
export async function seedRecording(
  store: Store,
  renditions: Renditions,
  folder: RecordingFolder,
): Promise<string> {
  const { workshopId, talkId, video } = folder;
  const recordingId = derivedId('recording', workshopId, talkId);
  const { signed, hash } = await renditions.importVideo(video.path, video.type);
  if (hash !== video.sha256) {
    throw new RefusedError('damaged', `${video.path} is not the file that is described`);
  }
  const captions = await importBlob(renditions, folder.captions, 'text/vtt; charset=utf-8');
  const poster = await importBlob(renditions, folder.poster, 'image/jpeg');
  const cues = folder.captions ? parseVtt(await readFile(folder.captions.path, 'utf8')) : [];
  const before = await store.row(workshopId, 'recordingContents', recordingId);
  const { size } = signed.manifest;
  const { type, width, height } = video;
  await putRows(store, workshopId, [
    {
      kind: 'recording',
      id: recordingId,
      data: {
        of: { kind: 'talk', talkId },
        release: folder.release,
        duration: folder.duration,
        size,
        sample: folder.sample,
        description: folder.description,
      },
    },
    {
      kind: 'recordingContents',
      id: recordingId,
      data: {
        recordingId,
        talkId,
        released: before?.data.released ?? false,
        renditions: [{ id: signed.id, kind: 'video', type, size, width, height }],
        chapters: [...folder.chapters],
        cues: [...cues],
        language: folder.language,
        captions,
        poster,
      },
    },
  ]);
  return recordingId;
}
