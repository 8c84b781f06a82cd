import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HubClock } from '#server/program/HubClock.ts';
import { type NewRow, putRows } from '#server/program/putRows.ts';
import { SqlStore } from '#server/store/SqlStore.ts';
import { openSqlite } from '#server/store/sqlite.ts';
import { Heads } from '#server/sync/Heads.ts';
import { unknownMoment } from '#shared/program/moment.ts';

export const sampleSlug = 'sample-workshop';
/** More than one page of a pull. */
export const SAMPLE_TALKS = 620;

/** A hub's data folder with one made-up workshop and the clock of a rehearsal in 2020. */
export async function seedSample(): Promise<string> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'lectern-sync-'));
  const store = await SqlStore.open(await openSqlite(join(dataFolder, 'hub.db')), new Heads());
  const workshopId = crypto.randomUUID();
  await store.createWorkshop(workshopId, sampleSlug);
  await putRows(store, workshopId, [workshopRow(workshopId), ...talkRows()]);
  await HubClock.beginRehearsal(store, Date.parse('2020-06-23T12:00:00.000Z'));
  await store.close();
  return dataFolder;
}

function workshopRow(id: string): NewRow {
  const data = {
    slug: sampleSlug,
    title: 'A sample workshop',
    acronym: null,
    hostEvent: null,
    place: null,
    mode: null,
    zone: null,
    first: unknownMoment,
    last: unknownMoment,
    summary: null,
    about: null,
    topics: [],
    audience: [],
    outcomes: [],
    requirements: [],
    links: [],
    contacts: [],
    proceedings: null,
  };
  return { kind: 'workshop', id, data };
}

function talkRows(): readonly NewRow[] {
  return Array.from({ length: SAMPLE_TALKS }, (_, order) => ({
    kind: 'talk',
    id: crypto.randomUUID(),
    data: {
      sessionId: null,
      kind: 'talk',
      title: `Sample talk ${order}`,
      abstract: null,
      outline: [],
      speakers: [],
      start: unknownMoment,
      minutes: null,
      phases: [],
      topics: [],
      artifacts: [],
      order,
    },
  }));
}
