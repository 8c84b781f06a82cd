import { join } from 'node:path';
import type { RecordingContents, RecordingRendition } from '#shared/recordings/recording.ts';
import type { WorkshopWrite } from '../../store/Store.ts';
import type { Renditions } from '../Renditions.ts';
import { type Composed, composeJob } from './composeJob.ts';
import type { Finish, JobOf, Workbench } from './Job.ts';
import { checkRecording } from './media/checkRecording.ts';
import { convert, type MadeVideo } from './media/convert.ts';
import { makeAudio } from './media/makeAudio.ts';
import { type MadePictures, makePictures } from './media/makePictures.ts';
import type { VideoFacts } from './media/VideoFacts.ts';
import { assertThere, noLongerNamed, recordingFor } from './recordingRows.ts';

type Kept = Pick<RecordingContents, 'renditions' | 'poster' | 'thumbnails' | 'slideChanges'>;

type Made = {
  readonly video: string;
  readonly audio: string | null;
  readonly size: MadeVideo;
  readonly pictures: MadePictures;
};

async function make(source: string, bench: Workbench, facts: VideoFacts): Promise<Made> {
  const { folder, signal, progress } = bench;
  const run = { signal, progress };
  const video = join(folder, 'video.mp4');
  await bench.begin('convert');
  const size = await convert(source, video, facts, run);
  const audio = facts.audio === null ? null : join(folder, 'audio.m4a');
  if (audio !== null) {
    await bench.begin('audio');
    await makeAudio(video, audio, size.duration, run);
  }
  await bench.begin('pictures');
  return { video, audio, size, pictures: await makePictures(video, folder, size, run) };
}

/** Takes what was made into the media store; `imported` gets each name as soon as it is there. */
async function keep(renditions: Renditions, made: Made, imported: string[], bench: Workbench): Promise<Kept> {
  const importOne = async (file: string, kind: 'video' | 'audio'): Promise<RecordingRendition> => {
    bench.signal.throwIfAborted();
    const { signed } = await renditions.importVideo(file, `${kind}/mp4`);
    imported.push(signed.id);
    const { type, size } = signed.manifest;
    const { width, height } = kind === 'video' ? made.size : { width: 0, height: 0 };
    return { id: signed.id, kind, type, size, width, height };
  };
  const importPicture = async (file: string): Promise<string> => {
    const hash = await renditions.importBlob(file, 'image/jpeg');
    imported.push(hash);
    return hash;
  };
  const { poster, sheet, slideChanges } = made.pictures;
  const video = await importOne(made.video, 'video');
  bench.progress(0.8);
  const audio = made.audio === null ? [] : [await importOne(made.audio, 'audio')];
  return {
    renditions: [video, ...audio],
    poster: await importPicture(poster),
    thumbnails: { hash: await importPicture(sheet.file), ...sheet.grid },
    slideChanges: [...slideChanges],
  };
}

function contentsAfter(
  before: RecordingContents | null,
  fresh: Pick<RecordingContents, 'recordingId' | 'talkId' | 'language' | 'chapters'>,
  kept: Kept,
  duration: number,
  wasSample: boolean,
  composed: Composed | null,
): RecordingContents {
  if (before === null || wasSample) {
    const { released = false, withdrawn = false } = before ?? {};
    return { ...fresh, cues: [], captionTracks: [], slides: null, withdrawn, released, ...kept };
  }
  const chapters = composed?.chapters ?? before.chapters.filter(({ start }) => start < duration);
  return { ...before, ...kept, chapters };
}

async function writeRows(
  tx: WorkshopWrite,
  { of }: JobOf<'recording'>['target'],
  facts: VideoFacts,
  made: Made,
  kept: Kept,
  composed: Composed | null,
): Promise<readonly string[]> {
  await assertThere(tx, of);
  const { id, before } = await recordingFor(tx, of);
  const contents = await tx.row('recordingContents', id);
  const talkId = of.kind === 'talk' ? of.talkId : null;
  const language = (talkId && (await tx.row('talk', talkId))?.data.language) || 'en';
  const duration = Math.round(made.size.duration * 1000) / 1000;
  const size = kept.renditions.find(({ kind }) => kind === 'video')?.size ?? 0;
  const isOwn = before !== null && !before.data.sample;
  await tx.put('recording', id, {
    of,
    release: before?.data.release ?? { kind: 'unknown' },
    duration,
    size,
    sample: false,
    // A sample's says that it is one.
    description: isOwn ? before.data.description : null,
    mayBeKept: before?.data.mayBeKept ?? true,
    withdrawn: before?.data.withdrawn ?? false,
    withdrawnBy: before?.data.withdrawnBy ?? null,
  });
  const chapters = (composed?.chapters ?? facts.chapters).filter(({ start }) => start < duration);
  const fresh = { recordingId: id, talkId, language, chapters: [...chapters] };
  const wasSample = before?.data.sample ?? false;
  const after = contentsAfter(contents?.data ?? null, fresh, kept, duration, wasSample, composed);
  await tx.put('recordingContents', id, after);
  await composed?.writeAnswers(tx, id);
  return noLongerNamed(contents?.data ?? null, after);
}

/**
 * Makes an uploaded video into a recording: checked, in a form that every app plays and that starts at once,
 * with the small rendition, pictures and slide changes. A first one is announced without a release; one that
 * replaces another keeps its id, release, captions, slides and the chapters before its end; what belonged to a
 * sample goes with it. What was recorded of a stage is put together first, and has chapters of its own.
 */
export async function workOnRecording(
  job: JobOf<'recording'>,
  bench: Workbench,
  imported: string[],
): Promise<Finish> {
  const composed = await composeJob(job, bench);
  const source = composed?.file ?? job.path;
  await bench.begin('check');
  const facts = await checkRecording(source, bench.signal);
  const made = await make(source, bench, facts);
  await bench.begin('keep');
  const kept = await keep(bench.renditions, made, imported, bench);
  return { write: (tx) => writeRows(tx, job.target, facts, made, kept, composed) };
}
