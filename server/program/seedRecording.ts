import { readFile } from 'node:fs/promises';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { RecordingContents, RecordingRendition } from '#shared/recordings/recording.ts';
import type { RowData } from '#shared/sync/rows.ts';
import { parseVtt } from '../recordings/parseVtt.ts';
import type { Renditions } from '../recordings/Renditions.ts';
import { derivedId } from '../store/newId.ts';
import type { Store } from '../store/Store.ts';
import { type NewRow, putRows } from './putRows.ts';

/** A file with what its description says of it. */
export type DescribedFile = { readonly path: string; readonly sha256: string };
type Sheet = Omit<NonNullable<RecordingContents['thumbnails']>, 'hash'>;

/** A recording of a talk as it lies in a folder, with its files. */
export type RecordingFolder = {
  readonly workshopId: string;
  readonly talkId: string;
  readonly release: RowData<'recording'>['release'];
  readonly duration: number;
  readonly sample: boolean;
  readonly description: string | null;
  readonly language: string;
  readonly chapters: RecordingContents['chapters'];
  readonly video: DescribedFile & { readonly type: string; readonly width: number; readonly height: number };
  readonly audio?: (DescribedFile & { readonly type: string }) | null;
  readonly captions: DescribedFile | null;
  readonly poster: DescribedFile | null;
  readonly thumbnails?: (DescribedFile & Sheet) | null;
  readonly slideChanges?: readonly number[];
  readonly slides?: (DescribedFile & { readonly pages: number }) | null;
};

/** Takes the files of one folder in, and remembers the names under which they are. */
class Imports {
  readonly names: string[] = [];
  readonly #renditions: Renditions;

  constructor(renditions: Renditions) {
    this.#renditions = renditions;
  }

  async rendition(
    file: DescribedFile & { readonly type: string },
    kind: RecordingRendition['kind'],
    { width, height }: Pick<RecordingRendition, 'width' | 'height'>,
  ): Promise<RecordingRendition> {
    const { signed, hash } = await this.#renditions.importVideo(file.path, file.type);
    this.names.push(signed.id);
    assertSame(file, hash);
    return { id: signed.id, kind, type: file.type, size: signed.manifest.size, width, height };
  }

  async blob(file: DescribedFile | null | undefined, type: string): Promise<string | null> {
    if (!file) return null;
    const hash = await this.#renditions.importBlob(file.path, type);
    this.names.push(hash);
    assertSame(file, hash);
    return hash;
  }
}

function assertSame(file: DescribedFile, hash: string): void {
  if (hash === file.sha256) return;
  throw new RefusedError('damaged', `${file.path} is not the file that is described`);
}

function gridOf({ columns, rows, width, height, interval }: Sheet): Sheet {
  return { columns, rows, width, height, interval };
}

async function contentsOf(folder: RecordingFolder, recordingId: string, imports: Imports) {
  const { talkId, language, video, audio, thumbnails, slides } = folder;
  const renditions = [await imports.rendition(video, 'video', video)];
  if (audio) renditions.push(await imports.rendition(audio, 'audio', { width: 0, height: 0 }));
  const captions = await imports.blob(folder.captions, 'text/vtt; charset=utf-8');
  const sheet = await imports.blob(thumbnails, 'image/jpeg');
  const pdf = await imports.blob(slides, 'application/pdf');
  const cues = folder.captions ? parseVtt(await readFile(folder.captions.path, 'utf8')) : [];
  return {
    ...{ recordingId, talkId, language, renditions, released: false },
    chapters: [...folder.chapters],
    cues: [...cues],
    captionTracks: captions === null ? [] : [{ language, hash: captions }],
    poster: await imports.blob(folder.poster, 'image/jpeg'),
    thumbnails: thumbnails && sheet !== null ? { hash: sheet, ...gridOf(thumbnails) } : null,
    slideChanges: [...(folder.slideChanges ?? [])],
    slides: slides && pdf !== null ? { hash: pdf, pages: slides.pages } : null,
  };
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
  const { workshopId, talkId, release, duration, sample, description } = folder;
  const recordingId = derivedId('recording', workshopId, talkId);
  const imports = new Imports(renditions);
  try {
    const contents = await contentsOf(folder, recordingId, imports);
    const size = contents.renditions[0]?.size ?? 0;
    const of = { kind: 'talk', talkId } as const;
    const rows: readonly NewRow[] = [
      { kind: 'recording', id: recordingId, data: { of, release, duration, size, sample, description } },
      { kind: 'recordingContents', id: recordingId, data: contents },
    ];
    await putRows(store, workshopId, rows);
  } finally {
    await renditions.settle(imports.names);
  }
  return recordingId;
}
