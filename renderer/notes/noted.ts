import type { Row } from '#shared/sync/rows.ts';
import type { MarkEntry } from '../sync/database.ts';
import type { HubConnection } from '../sync/HubConnection.ts';
import { baseRow } from '../sync/readBase.ts';
import { readWorkshops, type WorkshopEntry } from '../sync/useWorkshops.ts';
import { recordingPath } from '../workspace/routes.ts';
import { inTimeOrder } from './markOrder.ts';

/** What is noted on one recording. */
export type NotedRecording = {
  readonly recordingId: string;
  /** `null` where the recording is not here any more. */
  readonly title: string | null;
  /** Where it is watched, at a second where one is given; `null` where it is not here any more. */
  readonly path: ((second: number | null) => string) | null;
  readonly marks: readonly MarkEntry[];
};

/** What is noted in one workshop, recording by recording. */
export type NotedWorkshop = {
  /** `hub fingerprint/workshop id` */
  readonly key: string;
  readonly hub: string;
  /** `null` where the person is in it no more. */
  readonly entry: WorkshopEntry | null;
  readonly recordings: readonly NotedRecording[];
};

type Connection = Pick<HubConnection, 'hub' | 'database'>;

/** The person's notes and bookmarks of one hub, in the order of talks' titles. */
export async function readNoted(connection: Connection): Promise<readonly NotedWorkshop[]> {
  const { hub, database } = connection;
  const marks = await database.marks.toArray();
  if (marks.length === 0) return [];
  const workshops = new Map((await readWorkshops(connection)).map((entry) => [entry.id, entry]));
  const noted: NotedWorkshop[] = [];
  for (const [workshopId, own] of groups(marks, (mark) => mark.workshopId)) {
    const entry = workshops.get(workshopId) ?? null;
    const recordings = await Promise.all(
      [...groups(own, (mark) => mark.recordingId)].map(([, on]) => readRecording(connection, entry, on)),
    );
    recordings.sort((a, b) => (a.title ?? '\uffff').localeCompare(b.title ?? '\uffff'));
    noted.push({ key: `${hub.fingerprint}/${workshopId}`, hub: hub.fingerprint, entry, recordings });
  }
  return noted;
}

async function readRecording(
  { database }: Connection,
  entry: WorkshopEntry | null,
  marks: readonly MarkEntry[],
): Promise<NotedRecording> {
  const [{ workshopId, recordingId } = { workshopId: '', recordingId: '' }] = marks;
  const held = { recordingId, marks: inTimeOrder(marks) };
  const recording = await baseRow(database, workshopId, 'recording', recordingId);
  const subject = entry && recording ? await readSubject(database, recording) : null;
  if (!subject || !recording || !entry) return { ...held, title: null, path: null };
  const path = (second: number | null) => recordingPath(entry, recording.data.of, second ?? undefined);
  return { ...held, title: subject.data.title, path };
}

async function readSubject(
  database: Connection['database'],
  { workshopId, data }: Row<'recording'>,
): Promise<Row<'talk'> | Row<'session'> | null> {
  return data.of.kind === 'talk'
    ? baseRow(database, workshopId, 'talk', data.of.talkId)
    : baseRow(database, workshopId, 'session', data.of.sessionId);
}

function groups<T>(list: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const of = found.get(key);
    if (of) of.push(one);
    else found.set(key, [one]);
  }
  return found;
}

/** What is shown of the notes. */
export type NotesFilter = {
  readonly kind: 'all' | MarkEntry['kind'];
  readonly text: string;
  /** `NotedWorkshop.key`; `null` is every one. */
  readonly workshop: string | null;
};

export const everything: NotesFilter = { kind: 'all', text: '', workshop: null };

/** A recording whose title has the text keeps all its notes; of others those that have it. */
export function filterNoted(noted: readonly NotedWorkshop[], filter: NotesFilter): readonly NotedWorkshop[] {
  const wanted = filter.text.trim().toLocaleLowerCase();
  const has = (text: string) => text.toLocaleLowerCase().includes(wanted);
  return noted.flatMap((workshop) => {
    if (filter.workshop !== null && filter.workshop !== workshop.key) return [];
    const recordings = workshop.recordings.flatMap((recording) => {
      const isNamed = has(recording.title ?? '');
      const marks = recording.marks.filter(
        ({ kind, text }) => (filter.kind === 'all' || kind === filter.kind) && (isNamed || has(text)),
      );
      return marks.length === 0 ? [] : [{ ...recording, marks }];
    });
    return recordings.length === 0 ? [] : [{ ...workshop, recordings }];
  });
}

export function countMarks(noted: readonly NotedWorkshop[]): number {
  return noted.flatMap(({ recordings }) => recordings.flatMap(({ marks }) => marks)).length;
}
