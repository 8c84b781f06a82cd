import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RecordingContents } from '#shared/recordings/recording.ts';
import { TakeRows } from '../../live/takes/TakeRows.ts';
import type { WorkshopWrite } from '../../store/Store.ts';
import type { JobOf, Workbench } from './Job.ts';
import { composeTake } from './take/composeTake.ts';
import { PlayedFiles } from './take/PlayedFiles.ts';
import { readTakes } from './take/readTakes.ts';
import { type TakePlaces, takePlaces } from './take/takePlaces.ts';

/** What was recorded of a stage, put together; `null` of a job on an uploaded file. */
export type Composed = {
  readonly file: string;
  readonly chapters: RecordingContents['chapters'];
  /** Writes where each question was answered (rule Q2), beside what was written of it. */
  readonly writeAnswers: (tx: WorkshopWrite, recordingId: string) => Promise<void>;
};

async function places(
  job: JobOf<'recording'>,
  bench: Workbench,
  timeline: Parameters<typeof takePlaces>[0],
  sessionId: string,
): Promise<TakePlaces> {
  const { store } = bench;
  const { workshopId } = job;
  const questions = new Map(
    (await store.rows(workshopId, 'question')).map(({ id, data }) => [id, data.text]),
  );
  const talks = new Map((await store.rows(workshopId, 'talk')).map(({ id, data }) => [id, data.title]));
  const recordings = new Map(
    (await store.rows(workshopId, 'recording')).map(({ id, data }) => [id, data.of]),
  );
  const session = await store.row(workshopId, 'session', sessionId);
  return takePlaces(timeline, {
    beginning: session?.data.title ?? '',
    ofQuestion: (id) => questions.get(id) ?? null,
    ofRecording: (id) => {
      const of = recordings.get(id);
      return (of?.kind === 'talk' && talks.get(of.talkId)) || null;
    },
  });
}

/**
 * Puts together all that was recorded of the stage that a job is about (rule L8); nothing where the job is about
 * an upload. Throws as `composeTake`.
 */
export async function composeJob(job: JobOf<'recording'>, bench: Workbench): Promise<Composed | null> {
  const { of } = job.target;
  const { store, signal, progress } = bench;
  const rows = new TakeRows(store);
  const take = of.kind === 'session' ? await rows.ofJob(job.uploadId) : null;
  if (!take) return null;
  await bench.begin('compose');
  const takes = dirname(dirname(job.path));
  const timeline = await readTakes({ rows, store, folder: takes }, take, signal);
  const folder = join(bench.folder, 'compose');
  await mkdir(folder);
  const played = new PlayedFiles(bench, take.workshopId);
  const file = join(bench.folder, 'composed.mp4');
  await composeTake(timeline, file, { folder, signal, progress, played: (id) => played.fetch(id) });
  const { chapters, answers } = await places(job, bench, timeline, take.sessionId);
  return {
    file,
    chapters: [...chapters],
    writeAnswers: async (tx, recordingId) => {
      for (const { questionId, start, end } of answers) {
        const question = await tx.row('question', questionId);
        const answer = await tx.row('answer', questionId);
        if (question?.data.state !== 'answered' || !answer) continue;
        await tx.put('answer', questionId, { ...answer.data, span: { recordingId, start, end } });
      }
    },
  };
}
