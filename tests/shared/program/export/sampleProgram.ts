import type { ExportSource } from '#shared/program/export/exported.ts';
import { type Row, type RowInput, type RowKind, rowKinds } from '#shared/sync/rows.ts';

/** A made-up workshop in two halls of one name, with a talk past midnight and all that may be unknown. */
export const workshopId = '018f0000-0000-7000-8000-000000000001';

/** A UUID that says which row it is of. */
export const idOf = (group: number, number: number): string =>
  `018f0000-00${String(group).padStart(2, '0')}-7000-8000-${String(number).padStart(12, '0')}`;

/** The link of a page in these tests. */
export const pageLink: ExportSource['link'] = ({ kind, id }) => `lectern://h/hub/w/sample/${kind}/${id}`;

export function row<K extends RowKind>(kind: K, id: string, rev: number, data: RowInput<K>): Row {
  return { workshopId, kind, id, rev, data: rowKinds[kind].parse(data) } as Row;
}

const instant = (at: string) => ({ kind: 'instant', at }) as const;
const unknown = { kind: 'unknown' } as const;

export const workshopData: RowInput<'workshop'> = {
  slug: 'sample-30',
  title: 'Sample workshop on writing things down',
  acronym: 'SWT',
  hostEvent: 'Example Conference 2030',
  place: 'Example City',
  mode: 'hybrid',
  zone: 'Europe/Berlin',
  first: { kind: 'date', date: '2030-03-29' },
  last: { kind: 'date', date: '2030-03-31' },
  summary: 'Three days on files that outlive their programs.',
  about: 'The first paragraph.\n\nThe second one, with **weight**.',
  topics: ['Formats', 'Files & folders'],
  audience: ['People who write', 'People who read'],
  outcomes: ['A shared list of traps'],
  requirements: ['The version of every tool'],
  links: [{ label: 'Site', url: 'https://example.org/swt' }],
  contacts: [{ name: 'Ada Sample', email: 'ada@example.org' }],
  proceedings: 'Example Proceedings, volume 3',
};

export const ids = {
  hall: idOf(2, 1),
  secondHall: idOf(2, 2),
  track: idOf(3, 1),
  ada: idOf(4, 1),
  ben: idOf(4, 2),
  morning: idOf(5, 1),
  night: idOf(5, 2),
  panel: idOf(5, 3),
  coffee: idOf(5, 4),
  opening: idOf(6, 1),
  late: idOf(6, 2),
  untimed: idOf(6, 3),
  dropped: idOf(6, 4),
  dated: idOf(6, 5),
  recording: idOf(7, 1),
  held: idOf(7, 2),
  papers: idOf(8, 1),
  someday: idOf(8, 2),
} as const;

const session = (change: Partial<RowInput<'session'>>): RowInput<'session'> => ({
  kind: 'talks',
  title: 'Morning',
  roomId: ids.hall,
  trackId: ids.track,
  start: unknown,
  end: unknown,
  chairIds: [],
  phases: [],
  description: null,
  live: false,
  covers: { kind: 'talks', talkIds: [] },
  order: 0,
  ...change,
});

export const talk = (change: Partial<RowInput<'talk'>>): RowInput<'talk'> => ({
  sessionId: null,
  kind: 'talk',
  title: 'Talk',
  abstract: null,
  outline: [],
  speakers: [],
  start: unknown,
  minutes: null,
  phases: [],
  topics: [],
  artifacts: [],
  order: 0,
  ...change,
});

const places: readonly Row[] = [
  row('workshop', workshopId, 3, workshopData),
  row('room', ids.hall, 4, { name: 'Hall', order: 0, description: 'Ground floor', capacity: 120 }),
  row('room', ids.secondHall, 5, { name: 'Hall', order: 1 }),
  row('track', ids.track, 6, { name: 'Formats', order: 0, color: '#3366cc' }),
  row('person', ids.ada, 7, {
    name: 'Ada Sample',
    affiliations: ['Example University'],
    bio: 'Writes *files*.',
  }),
  row('person', ids.ben, 8, { name: 'Ben Sample', affiliations: ['Sample GmbH', 'Example Lab'] }),
  row('seat', idOf(9, 1), 9, { personId: ids.ada, committee: 'Organizers', order: 0 }),
  row('deadline', ids.papers, 10, {
    label: 'Papers due',
    when: { kind: 'date', date: '2030-01-15' },
    anywhereOnEarth: true,
    order: 0,
  }),
  row('deadline', ids.someday, 11, {
    label: 'Camera ready',
    when: unknown,
    anywhereOnEarth: false,
    order: 1,
  }),
  row('announcement', idOf(10, 1), 12, {
    title: 'We go hybrid',
    text: 'Everything can be watched from afar.',
    when: { kind: 'date', date: '2030-02-01' },
    expires: unknown,
  }),
];

const sessions: readonly Row[] = [
  row('session', ids.morning, 20, session({ start: instant('2030-03-30T08:00:00.000Z'), order: 0 })),
  row('session', ids.night, 21, session({ title: 'Night', roomId: ids.secondHall, trackId: null, order: 1 })),
  row(
    'session',
    ids.panel,
    22,
    session({
      kind: 'panel',
      title: 'Panel: what lasts',
      description: 'Four people and a clock.',
      chairIds: [ids.ada],
      start: instant('2030-03-31T09:00:00.000Z'),
      end: instant('2030-03-31T10:15:00.000Z'),
      live: true,
      order: 2,
    }),
  ),
  row(
    'session',
    ids.coffee,
    23,
    session({
      kind: 'break',
      title: 'Coffee',
      start: instant('2030-03-30T10:00:00.000Z'),
      end: instant('2030-03-30T10:30:00.000Z'),
      order: 3,
    }),
  ),
];

const talks: readonly Row[] = [
  row(
    'talk',
    ids.opening,
    30,
    talk({
      sessionId: ids.morning,
      kind: 'invited',
      title: 'Opening: files & folders',
      abstract: 'Why a file is a promise.\n\nAnd to whom.',
      outline: ['First this', 'Then that'],
      speakers: [
        { personId: ids.ada, affiliations: ['Where she was then'] },
        { personId: ids.ben, affiliations: [] },
      ],
      start: instant('2030-03-30T08:00:00.000Z'),
      minutes: 45,
      topics: ['Formats'],
      artifacts: [{ kind: 'code', title: 'The tool', url: 'https://example.org/tool' }],
      links: [
        { kind: 'paper', label: 'Paper', url: 'https://example.org/paper.pdf' },
        { kind: 'video', label: 'Trailer', url: 'https://example.org/trailer' },
      ],
      language: 'en',
      license: 'CC BY 4.0',
      mayBeRecorded: true,
      order: 0,
    }),
  ),
  row(
    'talk',
    ids.late,
    31,
    talk({
      sessionId: ids.night,
      title: 'After midnight',
      start: instant('2030-03-30T23:30:00.000Z'),
      minutes: 90,
      mayBeRecorded: false,
      order: 1,
    }),
  ),
  row('talk', ids.untimed, 32, talk({ title: 'Some time', order: 2 })),
  row(
    'talk',
    ids.dropped,
    33,
    talk({
      title: 'Called off',
      start: instant('2030-03-30T12:00:00.000Z'),
      minutes: 20,
      roomId: ids.hall,
      state: 'cancelled',
      order: 3,
    }),
  ),
  row(
    'talk',
    ids.dated,
    34,
    talk({ title: 'On the last day', start: { kind: 'date', date: '2030-03-31' }, order: 4 }),
  ),
];

const recordings: readonly Row[] = [ids.recording, ids.held].flatMap((id, index): Row[] => [
  row('recording', id, 40 + index, {
    of: { kind: 'talk', talkId: index === 0 ? ids.opening : ids.late },
    release: unknown,
    duration: 60,
    size: 1000,
    sample: true,
    description: null,
  }),
  row('recordingContents', idOf(11, index), 42 + index, {
    recordingId: id,
    talkId: index === 0 ? ids.opening : ids.late,
    released: index === 0,
    renditions: [{ id: 'a'.repeat(64), kind: 'video', type: 'video/mp4', size: 1, width: 1, height: 1 }],
    chapters: [],
    cues: [],
    language: 'en',
    poster: null,
  }),
]);

export const sampleRows: readonly Row[] = [...places, ...sessions, ...talks, ...recordings];
export const sampleSource: ExportSource = { rows: sampleRows, link: pageLink };

/** The sample with another row in place of the one of its id. */
export function withRow(changed: Row): ExportSource {
  return { rows: [...sampleRows.filter(({ id }) => id !== changed.id), changed], link: pageLink };
}
