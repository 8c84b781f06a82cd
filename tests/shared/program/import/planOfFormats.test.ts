import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { SourceFile } from '#shared/program/import/draft.ts';
import { planImport } from '#shared/program/import/planImport.ts';
import { readImport } from '#shared/program/import/readImport.ts';
import type { Row } from '#shared/sync/rows.ts';
import { changedFixtures } from './support/mutate.ts';
import { folder, SAMPLES, sample, samplesAreThere } from './support/sources.ts';

const workshopId = '0190a0a0-0000-7000-8000-000000000000';
const newId = async (kind: string, key: string): Promise<string> => {
  const hash = createHash('sha256').update(`${kind} ${key}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-7${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
};

const unknown = { kind: 'unknown' } as const;
const workshop: Row = {
  workshopId,
  kind: 'workshop',
  id: workshopId,
  rev: 1,
  data: {
    slug: 'sample',
    title: 'Sample',
    acronym: null,
    hostEvent: null,
    place: null,
    mode: null,
    zone: null,
    first: unknown,
    last: unknown,
    summary: null,
    about: null,
    topics: [],
    audience: [],
    outcomes: [],
    requirements: [],
    links: [],
    contacts: [],
    proceedings: null,
    asksConsent: false,
    state: 'planned',
    externalIds: [],
  },
};

async function plan(files: readonly SourceFile[], rows: readonly Row[]) {
  return planImport(readImport(files), rows, { workshopId, newId, slug: 'sample' });
}

/** The workshop's rows once all that a plan says is done. */
async function afterImport(files: readonly SourceFile[]): Promise<readonly Row[]> {
  const { rows } = await plan(files, [workshop]);
  const written = rows.map(({ change }) => ({ ...change, workshopId, rev: 2 }) as Row);
  return [...(written.some(({ kind }) => kind === 'workshop') ? [] : [workshop]), ...written];
}

const formats: [string, () => readonly SourceFile[]][] = Object.entries(changedFixtures).map(
  ([name, change]) => [name, () => change((text) => text)],
);
if (samplesAreThere) {
  formats.push(['a real schedule of pretalx', () => [sample('pretalx-democon.json')]]);
  formats.push(["a real Mini-Conf site's sitedata", () => folder(`${SAMPLES}/mini-conf`)]);
}

describe(`a draft (real samples are ${samplesAreThere ? 'there' : 'not there'})`, () => {
  it.each(formats)('of %s becomes rows of the model, all of them', async (_name, files) => {
    const draft = readImport(files());
    const { rows, notes } = await plan(files(), [workshop]);
    expect(notes.filter(({ reason }) => reason === 'bad-row')).toEqual(
      draft.notes.filter(({ reason }) => reason === 'bad-row'),
    );
    expect(rows.filter(({ act }) => act === 'add')).toHaveLength(draft.rows.length - 1);
  });

  it.each(formats)('of %s, imported again, changes nothing', async (_name, files) => {
    const { rows } = await plan(files(), await afterImport(files()));
    expect(rows).toEqual([]);
  });
});

it('a talk whose guid changed with its second slot is found again by its code', async () => {
  const schedule = (guid: string): SourceFile => {
    const conference = {
      title: 'Sample',
      days: [{ date: '2024-10-26', rooms: { Hall: [{ guid, code: 'AB', title: `Title of ${guid}` }] } }],
    };
    return { name: 'a', bytes: new TextEncoder().encode(JSON.stringify({ schedule: { conference } })) };
  };
  const { rows } = await plan([schedule('second')], await afterImport([schedule('first')]));
  expect(rows.map(({ act, change }) => [act, change.kind])).toEqual([['change', 'talk']]);
});

it('a program read from a pretalx widget and then from its schedule.json keeps its talks, people and breaks', async () => {
  const file = (value: unknown): SourceFile => ({
    name: 'a',
    bytes: new TextEncoder().encode(JSON.stringify(value)),
  });
  const widget = file({
    talks: [
      { code: 'AB', title: 'Old title', speakers: ['P1'], start: '2024-10-26T10:00:00Z' },
      {
        id: 4,
        slot_type: 'break',
        title: 'Coffee',
        start: '2024-10-26T11:00:00Z',
        end: '2024-10-26T11:30:00Z',
      },
    ],
    speakers: [{ code: 'P1', name: 'Old name' }],
    rooms: [],
  });
  const event = {
    guid: 'g',
    code: 'AB',
    title: 'New title',
    date: '2024-10-26T10:00:00Z',
    persons: [{ code: 'P1', guid: 'pg', name: 'New name' }],
  };
  const schedule = file({
    schedule: { conference: { title: 'Sample', days: [{ date: '2024-10-26', rooms: { Hall: [event] } }] } },
  });
  const { rows } = await plan([schedule], await afterImport([widget]));
  expect(rows.filter(({ act }) => act === 'remove')).toEqual([]);
  expect(
    rows.filter(({ change }) => change.kind === 'talk' || change.kind === 'person').map(({ act }) => act),
  ).toEqual(['change', 'change']);
});
