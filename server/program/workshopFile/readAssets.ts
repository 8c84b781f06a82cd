import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DemoAssets, DemoWorkshop } from '../seedProgram.ts';
import type { Fault, Outcome } from './Fault.ts';
import { type KeyedRecording, readRecordingFolder } from './readRecordingFolder.ts';
import { type Rehearsal, type RehearsalQuestion, readRehearsal } from './readRehearsal.ts';
import { readWorkshopFolder, type WorkshopFile } from './readWorkshopFolder.ts';

/** A demonstration's assets, with the names of its people. */
export type RehearsalAssets = DemoAssets & {
  readonly people: Rehearsal['people'];
  readonly questions: readonly RehearsalQuestion[];
};

type ProgramFiles = {
  readonly workshops: readonly WorkshopFile[];
  readonly recordings: readonly KeyedRecording[];
};

/** Workshops to hold, and the people of their `rehearsal.yml`, where there is one. */
export type WorkshopAssets = Pick<RehearsalAssets, 'workshops' | 'recordings'> & {
  readonly people: Rehearsal['people'] | null;
};

async function foldersIn(folder: string): Promise<readonly string[]> {
  if (!(await exists(folder))) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
  return folders.sort();
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}

function gather<T>(outcomes: readonly Outcome<T>[], faults: Fault[]): readonly T[] {
  return outcomes.flatMap((outcome) => {
    if (outcome.ok) return [outcome.value];
    faults.push(...outcome.faults);
    return [];
  });
}

function workshopsOf(
  files: readonly WorkshopFile[],
  samplePerson: Rehearsal['samplePerson'] | null,
): readonly DemoWorkshop[] {
  return files.map(({ workshopId, slug, rows }) => {
    if (workshopId !== samplePerson?.workshopId) return { id: workshopId, slug, rows };
    const { id, data } = samplePerson;
    return { id: workshopId, slug, rows: [...rows, { kind: 'person', id, data }] };
  });
}

function combine({ workshops, recordings }: ProgramFiles, rehearsal: Rehearsal): RehearsalAssets {
  const { programStart, people, questions, releases, samplePerson } = rehearsal;
  return {
    programStart,
    people,
    questions,
    workshops: workshopsOf(workshops, samplePerson),
    recordings: recordings.map((recording) => {
      const at = releases.get(recording.key);
      return at === undefined ? recording : { ...recording, release: { kind: 'instant', at } };
    }),
  };
}

async function readProgram(folder: string): Promise<Outcome<ProgramFiles>> {
  const faults: Fault[] = [];
  const workshopFolders = await foldersIn(join(folder, 'workshops'));
  const workshops = gather(await Promise.all(workshopFolders.map(readWorkshopFolder)), faults);
  if (faults.length > 0) return { ok: false, faults };
  const recordingFolders = await foldersIn(join(folder, 'recordings'));
  const recordings = gather(
    await Promise.all(recordingFolders.map((path) => readRecordingFolder(path, workshops))),
    faults,
  );
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, value: { workshops, recordings } };
}

async function readRehearsalOf(folder: string, files: ProgramFiles): Promise<Outcome<Rehearsal>> {
  return readRehearsal(join(folder, 'rehearsal.yml'), files.workshops, files.recordings);
}

/**
 * Reads an assets folder: `workshops/*`, `recordings/*` and `rehearsal.yml`. Every fault of every file is
 * in the outcome, and then nothing else.
 */
export async function readAssets(folder: string): Promise<Outcome<RehearsalAssets>> {
  const files = await readProgram(folder);
  if (!files.ok) return files;
  const rehearsal = await readRehearsalOf(folder, files.value);
  if (!rehearsal.ok) return rehearsal;
  return { ok: true, value: combine(files.value, rehearsal.value) };
}

/** As `readAssets`, for workshops on real time: of `rehearsal.yml`, which may be missing, only its people. */
export async function readWorkshops(folder: string): Promise<Outcome<WorkshopAssets>> {
  const files = await readProgram(folder);
  if (!files.ok) return files;
  const { workshops, recordings } = files.value;
  if (!(await exists(join(folder, 'rehearsal.yml')))) {
    return { ok: true, value: { workshops: workshopsOf(workshops, null), recordings, people: null } };
  }
  const rehearsal = await readRehearsalOf(folder, files.value);
  if (!rehearsal.ok) return rehearsal;
  const { people, samplePerson } = rehearsal.value;
  return { ok: true, value: { workshops: workshopsOf(workshops, samplePerson), recordings, people } };
}
