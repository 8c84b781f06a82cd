import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Cue } from '#shared/recordings/recording.ts';
import type { WorkshopWrite } from '../../store/Store.ts';
import { readCaptions } from './captions/readCaptions.ts';
import type { Finish, JobOf, Workbench } from './Job.ts';
import { contentsOf, noLongerNamed } from './recordingRows.ts';

/** A day of speech takes less. */
const MOST_BYTES = 8 * 1024 * 1024;

async function writeRows(
  tx: WorkshopWrite,
  { recordingId, language }: JobOf<'captions'>['target'],
  hash: string,
  cues: readonly Cue[],
): Promise<readonly string[]> {
  const { id, data } = await contentsOf(tx, recordingId);
  // Where nobody has said what is spoken, the first captions do.
  const talk = data.talkId === null ? null : await tx.row('talk', data.talkId);
  const isTold = data.captionTracks.length > 0 || (talk?.data.language ?? null) !== null;
  const spoken = isTold ? data.language : language;
  const others = data.captionTracks.filter((track) => track.language !== language);
  const after = {
    ...data,
    language: spoken,
    captionTracks: [...others, { language, hash }].toSorted((a, b) => (a.language < b.language ? -1 : 1)),
    cues: spoken === language ? [...cues] : data.cues,
  };
  await tx.put('recordingContents', id, after);
  return noLongerNamed(data, after);
}

/** Keeps captions as WebVTT; those in the spoken language are the transcript too. */
export async function workOnCaptions(
  job: JobOf<'captions'>,
  bench: Workbench,
  imported: string[],
): Promise<Finish> {
  await bench.begin('check');
  const { size } = await stat(job.path);
  if (size === 0) throw new RefusedError('wrong-file', 'the file is empty');
  if (size > MOST_BYTES) throw new RefusedError('wrong-file', 'it is too large for captions');
  const { vtt, cues } = readCaptions(await readFile(job.path));
  await bench.begin('keep');
  const file = join(bench.folder, 'captions.vtt');
  await writeFile(file, vtt);
  const hash = await bench.renditions.importBlob(file, 'text/vtt; charset=utf-8');
  imported.push(hash);
  return { write: (tx) => writeRows(tx, job.target, hash, cues) };
}
