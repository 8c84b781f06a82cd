import { Temporal } from 'temporal-polyfill';
import type { Row } from '../../sync/rows.ts';
import type { Exported, ExportSource, LeftOut, LeftOutReason } from './exported.ts';
import { exportTitle, slugOf } from './exportText.ts';
import { type FrabEvent, type FrabNames, frabEvent } from './frabEvent.ts';
import { frabIds, NO_ROOM, uniqueNames } from './frabNames.ts';
import { isCancelled, type Program, readProgram } from './program.ts';

/** A schedule as frab's two forms have it, before either is written. */
export type FrabSchedule = {
  readonly version: string;
  readonly address: string;
  readonly acronym: string;
  readonly title: string;
  /** `null` where neither the workshop nor an entry has a day. */
  readonly start: string | null;
  readonly end: string | null;
  readonly zone: string;
  readonly rooms: readonly FrabRoom[];
  readonly tracks: readonly FrabTrack[];
  readonly days: readonly FrabDay[];
};
export type FrabRoom = {
  readonly name: string;
  readonly slug: string;
  readonly guid: string;
  readonly description: string | null;
  readonly capacity: number | null;
};
export type FrabTrack = { readonly name: string; readonly slug: string; readonly color: string | null };
export type FrabDay = {
  readonly index: number;
  readonly date: string;
  readonly start: string;
  readonly end: string;
  readonly rooms: readonly { readonly room: FrabRoom; readonly events: readonly FrabEvent[] }[];
};

type Placed = { readonly row: Row<'talk'> | Row<'session'>; readonly start: Temporal.ZonedDateTime };

/** The hour at which a day of a schedule begins: a talk before it is of the night before. */
const DAY_BEGINS = 4;

function whyNot(program: Program, row: Row<'talk'> | Row<'session'>): LeftOutReason | null {
  if (isCancelled(program, row)) return 'cancelled';
  if (row.kind === 'session' && row.data.kind === 'break') return 'break';
  switch (row.data.start.kind) {
    case 'instant':
      return null;
    case 'date':
      return 'no-time-of-day';
    case 'year':
      return 'only-a-year';
    default:
      return 'no-start';
  }
}

type Grid = { readonly placed: readonly Placed[]; readonly leftOut: readonly LeftOut[] };

/** Talks with a time, and sessions with a time of which no talk has one. */
function gridOf(program: Program): Grid {
  const placed: Placed[] = [];
  const leftOut: LeftOut[] = [];
  const take = (row: Row<'talk'> | Row<'session'>): boolean => {
    const why = whyNot(program, row);
    if (why !== null) leftOut.push({ kind: row.kind, id: row.id, title: row.data.title, why });
    else if (row.data.start.kind === 'instant') {
      const start = Temporal.Instant.from(row.data.start.at).toZonedDateTimeISO(program.zone);
      placed.push({ row, start });
    }
    return why === null;
  };
  const shown = new Set(program.talks.filter(take).map(({ data }) => data.sessionId));
  for (const session of program.sessions) if (!shown.has(session.id)) take(session);
  placed.sort((a, b) => Temporal.ZonedDateTime.compare(a.start, b.start));
  return { placed, leftOut };
}

const dayOf = (start: Temporal.ZonedDateTime): string =>
  (start.hour < DAY_BEGINS ? start.subtract({ days: 1 }) : start).toPlainDate().toString();

/** `2020-06-25T14:00:00+02:00` */
export const stamp = (at: Temporal.ZonedDateTime): string =>
  at.toString({ timeZoneName: 'never', smallestUnit: 'second' });

function frabDay(
  date: string,
  index: number,
  zone: string,
  events: readonly FrabEvent[],
  rooms: Rooms,
): FrabDay {
  const day = Temporal.PlainDate.from(date);
  const begins = { timeZone: zone, plainTime: { hour: DAY_BEGINS } };
  const used = rooms.all.flatMap((room) => {
    const here = events.filter((event) => event.room === room.name);
    return here.length > 0 ? [{ room, events: here }] : [];
  });
  return {
    index,
    date,
    start: stamp(day.toZonedDateTime(begins)),
    end: stamp(day.add({ days: 1 }).toZonedDateTime(begins).subtract({ minutes: 1 })),
    rooms: used,
  };
}

type Rooms = { readonly all: readonly FrabRoom[]; readonly nameOf: ReadonlyMap<string, string> };

function roomsOf(program: Program): Rooms {
  const nameOf = uniqueNames(program.rooms.map(({ id, data }) => [id, data.name]));
  const rooms = program.rooms.map(({ id, data }): FrabRoom => {
    const name = nameOf.get(id) ?? '';
    const slug = `${slugOf(name, '-') || 'room'}-${id.slice(-6)}`;
    return { name, slug, guid: id, description: data.description, capacity: data.capacity };
  });
  const guid = program.workshop.id;
  const none = { name: NO_ROOM, slug: slugOf(NO_ROOM, '-'), guid, description: null, capacity: null };
  return {
    all: nameOf.size > 0 && [...nameOf.values()].includes(NO_ROOM) ? rooms : [...rooms, none],
    nameOf,
  };
}

function datesOf(program: Program, days: readonly string[]): readonly [string | null, string | null] {
  const { first, last } = program.workshop.data;
  const day = (moment: typeof first): string | null => {
    if (moment.kind === 'date') return moment.date;
    if (moment.kind !== 'instant') return null;
    return Temporal.Instant.from(moment.at).toZonedDateTimeISO(program.zone).toPlainDate().toString();
  };
  const known = [day(first), day(last), ...days].filter((date) => date !== null).sort();
  return [known[0] ?? null, known.at(-1) ?? null];
}

/** `mlhpcs_isc20`: at least four of `a-z`, `0-9` and `_`, as both forms ask of it. */
function acronymOf(slug: string): string {
  const plain = slugOf(slug, '_');
  return plain.length < 4 ? `workshop_${plain}` : plain;
}

/** Builds the schedule that `frabJson` and `frabXml` write. */
export function frabSchedule(source: ExportSource): {
  readonly schedule: FrabSchedule;
  readonly entries: number;
  readonly leftOut: Exported['leftOut'];
} {
  const program = readProgram(source.rows);
  const { placed, leftOut } = gridOf(program);
  const rooms = roomsOf(program);
  const acronym = acronymOf(program.workshop.data.slug);
  const trackNames = uniqueNames(program.tracks.map(({ id, data }) => [id, data.name]));
  const ids = frabIds([...placed.map(({ row }) => row.id), ...program.people.keys()]);
  const names: FrabNames = { acronym, ids, roomOf: rooms.nameOf, trackOf: trackNames, noRoom: NO_ROOM };
  const byDay = Map.groupBy(placed, ({ start }) => dayOf(start));
  const days = [...byDay].map(([date, entries], index) =>
    frabDay(
      date,
      index + 1,
      program.zone,
      entries.map(({ row, start }) => frabEvent(program, row, start, names, source.link)),
      rooms,
    ),
  );
  const [start, end] = datesOf(program, [...byDay.keys()]);
  const schedule: FrabSchedule = {
    version: String(Math.max(...source.rows.map(({ rev }) => rev))),
    address: source.link({ kind: 'workshop', id: program.workshop.id }),
    acronym,
    title: exportTitle(program.workshop.data.title),
    start,
    end,
    zone: program.zone,
    rooms: rooms.all.filter(({ guid }) => guid !== program.workshop.id),
    tracks: program.tracks.map(({ id, data }) => {
      const name = trackNames.get(id) ?? '';
      return { name, slug: `${slugOf(name, '-') || 'track'}-${id.slice(-6)}`, color: data.color };
    }),
    days,
  };
  return { schedule, entries: placed.length, leftOut };
}
