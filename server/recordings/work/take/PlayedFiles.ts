import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workbench } from '../Job.ts';

export type PlayedFile = { readonly file: string; readonly title: string };

/** The title of what a recording is of; `null` where the program has it no more. */
async function titleOf(
  { store }: Workbench,
  workshopId: string,
  recordingId: string,
): Promise<string | null> {
  const of = (await store.row(workshopId, 'recording', recordingId))?.data.of;
  if (!of) return null;
  const row =
    of.kind === 'talk'
      ? await store.row(workshopId, 'talk', of.talkId)
      : await store.row(workshopId, 'session', of.sessionId);
  return row?.data.title ?? null;
}

/** Recordings that were played to everybody, fetched from the media store into the job's folder, each once. */
export class PlayedFiles {
  readonly #bench: Workbench;
  readonly #workshopId: string;
  readonly #fetched = new Map<string, Promise<PlayedFile | null>>();

  constructor(bench: Workbench, workshopId: string) {
    this.#bench = bench;
    this.#workshopId = workshopId;
  }

  /** `null` where the recording is no more. */
  fetch(recordingId: string): Promise<PlayedFile | null> {
    const fetching = this.#fetched.get(recordingId) ?? this.#fetch(recordingId);
    this.#fetched.set(recordingId, fetching);
    return fetching;
  }

  async #fetch(recordingId: string): Promise<PlayedFile | null> {
    const { store, renditions, folder, signal } = this.#bench;
    const contents = await store.row(this.#workshopId, 'recordingContents', recordingId);
    const video = contents?.data.renditions.find(({ kind }) => kind === 'video');
    const stored = video && (await renditions.find(video.id));
    const title = await titleOf(this.#bench, this.#workshopId, recordingId);
    if (!stored || title === null) return null;
    const file = join(folder, `played-${recordingId}.mp4`);
    const target = await open(file, 'w');
    try {
      const whole = { start: 0, end: stored.signed.manifest.size - 1 };
      for await (const bytes of renditions.media.read(stored.hash, whole, signal))
        await target.writeFile(bytes);
    } finally {
      await target.close();
    }
    return { file, title };
  }
}
