import { cp, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { root } from './launchApp.ts';

/** A made-up workshop, as its file's facts. Nobody in it is real. */
type Facts = { readonly title: string } & Readonly<Record<string, unknown>>;

export type SampleWorkshop = { readonly slug: string; readonly facts: Facts; readonly about: string };

const tracks = [
  { key: 'methods', name: 'Methods' },
  { key: 'machines', name: 'Machines' },
];
const topics = ['Scheduling', 'Storage', 'Training at scale', 'Reproducibility', 'Benchmarks'];
const kinds = ['paper', 'invited', 'demo', 'lightning'];
const subjects = [
  'A slower disk that finishes first',
  'Ten thousand small files and one large regret',
  'Batches that grow while nobody looks',
  'What the scheduler saw on a Sunday',
  'Checkpoints for people who forget them',
  'A ring, a tree, and the cost of changing your mind between the two in the middle of a run',
  'Precision given away for free',
];

const pad = (number: number) => String(number).padStart(2, '0');
/** Minutes after midnight in Berlin's summer time. */
const at = (date: string, minutes: number) => {
  const day = new Date(Date.parse(`${date}T00:00:00Z`) + Math.floor(minutes / 1440) * 86_400_000);
  const rest = minutes % 1440;
  return `${day.toISOString().slice(0, 10)}T${pad(Math.floor(rest / 60))}:${pad(rest % 60)}:00+02:00`;
};

function people(count: number) {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `person-${i}`,
      {
        name: `Sample Person ${i + 1}`,
        affiliations: [`Sample Institute ${(i % 7) + 1}`],
        sample: true,
      },
    ]),
  );
}

type Shape = {
  readonly dates: readonly string[];
  readonly rooms: number;
  readonly people: number;
  /** When sessions with talks begin, minutes after midnight. */
  readonly slots: readonly number[];
  readonly talksPerSession: number;
  readonly minutes: number;
};

function sessionsOf(shape: Shape) {
  const sessions: Record<string, unknown>[] = [];
  const talks: Record<string, unknown>[] = [];
  for (const [d, date] of shape.dates.entries()) {
    for (const [s, slot] of shape.slots.entries()) {
      for (let room = 0; room < shape.rooms; room += 1) {
        const key = `d${d}-s${s}-r${room}`;
        sessions.push({
          key,
          kind: 'talks',
          title: `${tracks[room % 2]?.name} ${d + 1}.${s + 1}${String.fromCharCode(97 + (room % 26))}`,
          room: `room-${room}`,
          track: tracks[room % 2]?.key,
          start: at(date, slot),
          end: at(date, slot + shape.talksPerSession * shape.minutes),
          chairs: [`person-${(d + s + room) % shape.people}`],
        });
        for (let i = 0; i < shape.talksPerSession; i += 1) {
          const n = talks.length;
          talks.push({
            key: `talk-${n}`,
            session: key,
            kind: kinds[n % kinds.length],
            title: `${subjects[n % subjects.length]} (sample ${n + 1})`,
            abstract: 'A made-up talk, to see how a full program looks.',
            speakers: [
              `person-${n % shape.people}`,
              ...(n % 3 === 0 ? [`person-${(n + 5) % shape.people}`] : []),
            ],
            start: at(date, slot + i * shape.minutes),
            minutes: shape.minutes,
            topics: [topics[n % topics.length]],
            artifacts:
              n % 2 === 0 ? [{ kind: 'code', title: 'Sample code', url: 'https://example.org/code' }] : [],
          });
        }
      }
    }
  }
  return { sessions, talks };
}

const roomsOf = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    key: `room-${i}`,
    name: ['Hall', 'Room 2', 'Room 3'][i] ?? `Room ${i + 1}`,
  }));

/** Sixty talks and more in two tracks, three rooms and three days, of which the rehearsal's is the first. */
export function denseWorkshop(): SampleWorkshop {
  const dates = ['2020-06-23', '2020-06-24', '2020-06-25'];
  const { sessions, talks } = sessionsOf({
    dates,
    rooms: 3,
    people: 40,
    slots: [9 * 60 + 30, 13 * 60],
    talksPerSession: 3,
    minutes: 30,
  });
  const extra = dates.flatMap((date, d) => [
    {
      key: `keynote-${d}`,
      kind: 'keynote',
      title: `Keynote of day ${d + 1}`,
      room: 'room-0',
      start: at(date, 8 * 60 + 30),
      end: at(date, 9 * 60 + 15),
      live: d === 0,
    },
    {
      key: `break-${d}`,
      kind: 'break',
      title: 'Coffee',
      start: at(date, 11 * 60),
      end: at(date, 11 * 60 + 30),
    },
    {
      key: `panel-${d}`,
      kind: 'panel',
      title: 'Panel on what did not work',
      room: 'room-1',
      track: 'machines',
      start: at(date, 15 * 60),
      ...(d === 1 ? {} : { end: at(date, 16 * 60) }),
      phases: [
        { title: 'Statements', length: '20 minutes' },
        { title: 'Discussion', length: 'at the end' },
      ],
    },
  ]);
  return {
    slug: 'dense-sample',
    facts: {
      title: 'A full sample workshop',
      acronym: 'DENSE',
      hostEvent: 'Sample Conference',
      place: 'Berlin',
      mode: 'hybrid',
      zone: 'Europe/Berlin',
      first: dates[0],
      last: dates[2],
      summary: 'Made up for Lectern: sixty talks in two tracks, three rooms and three days.',
      requirements: ['The algorithms used', 'The software releases used', 'The datasets used'],
      deadlines: [
        { key: 'final', label: 'Final papers', when: '2020-06-30', anywhereOnEarth: true },
        { key: 'slides', label: 'Slides', when: '2020-06-26' },
      ],
      rooms: roomsOf(3),
      tracks,
      people: people(40),
      committees: [{ name: 'Organizers', members: ['person-0', 'person-1', 'person-2'] }],
      sessions: [
        ...sessions,
        ...extra,
        {
          key: 'social',
          kind: 'social',
          title: 'Evening that ends after midnight',
          start: at('2020-06-24', 22 * 60 + 30),
          end: at('2020-06-24', 25 * 60),
        },
        { key: 'later', kind: 'bof', title: 'Birds of a feather, when there is a room' },
      ],
      talks: [
        ...talks,
        ...dates.map((_, d) => ({
          key: `opening-${d}`,
          session: `keynote-${d}`,
          kind: 'invited',
          title: `Opening words ${d + 1} (sample)`,
          speakers: ['person-39'],
          minutes: 45,
        })),
        {
          key: 'extra-1',
          kind: 'talk',
          title: 'A talk that stands by itself (sample)',
          speakers: ['person-3'],
        },
      ],
    },
    about: 'Everything in this workshop is made up.',
  };
}

/** 2,000 talks in ten rooms and five days, with the rehearsal's day first. */
export function largeWorkshop(): SampleWorkshop {
  const dates = ['2020-06-23', '2020-06-24', '2020-06-25', '2020-06-26', '2020-06-27'];
  const { sessions, talks } = sessionsOf({
    dates,
    rooms: 10,
    people: 500,
    slots: [480, 570, 660, 750, 840, 930, 1020, 1110],
    talksPerSession: 5,
    minutes: 15,
  });
  return {
    slug: 'large-sample',
    facts: {
      title: 'A large sample workshop',
      acronym: 'LARGE',
      zone: 'Europe/Berlin',
      first: dates[0],
      last: dates.at(-1),
      rooms: roomsOf(10),
      tracks,
      people: people(500),
      sessions,
      talks,
    },
    about: 'Everything in this workshop is made up.',
  };
}

/** A folder of assets with the five workshops and these: for `LECTERN_ASSETS` of a hub. */
export async function assetsWith(...samples: readonly SampleWorkshop[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-assets-'));
  await cp(join(root, 'assets/workshops'), join(folder, 'workshops'), { recursive: true });
  await cp(join(root, 'assets/rehearsal.yml'), join(folder, 'rehearsal.yml'));
  await symlink(join(root, 'assets/recordings'), join(folder, 'recordings'));
  for (const { slug, facts, about } of samples) {
    const own = join(folder, 'workshops', slug);
    await mkdir(own);
    await writeFile(join(own, 'workshop.md'), `---\n${stringify(facts)}---\n${about}\n`);
  }
  return folder;
}
