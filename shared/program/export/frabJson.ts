import type { Exported, ExportSource } from './exported.ts';
import type { FrabEvent, FrabPerson } from './frabEvent.ts';
import { type FrabDay, frabSchedule, stamp } from './frabSchedule.ts';

/** `HH:MM`, of any number of hours. */
export function frabDuration(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

export const frabClock = (event: FrabEvent): string => event.start.toPlainTime().toString().slice(0, 5);

const personJson = ({ code, guid, name, biography, url }: FrabPerson) => ({
  code,
  guid,
  name,
  public_name: name,
  avatar: null,
  biography,
  url,
});

function eventJson(event: FrabEvent) {
  return {
    guid: event.guid,
    code: event.code,
    id: event.id,
    date: stamp(event.start),
    start: frabClock(event),
    end: stamp(event.start.add({ minutes: event.minutes })),
    duration: frabDuration(event.minutes),
    room: event.room,
    slug: event.slug,
    url: event.url,
    title: event.title,
    subtitle: '',
    track: event.track,
    type: event.type,
    language: event.language,
    abstract: event.abstract,
    description: event.description,
    recording_license: event.license,
    do_not_record: event.doNotRecord,
    persons: event.persons.map(personJson),
    links: event.links,
    attachments: event.attachments,
  };
}

const dayJson = (day: FrabDay) => ({
  index: day.index,
  date: day.date,
  day_start: day.start,
  day_end: day.end,
  rooms: Object.fromEntries(day.rooms.map(({ room, events }) => [room.name, events.map(eventJson)])),
});

/**
 * A workshop as frab's `schedule.json` (https://c3voc.de/schedule/schema.json): a day begins at 04:00 of the
 * workshop's zone, rooms are keyed by name, and what has no time of day is left out and named.
 */
export function frabJson(source: ExportSource): Exported {
  const { schedule, entries, leftOut } = frabSchedule(source);
  const { start, end } = schedule;
  const conference = {
    acronym: schedule.acronym,
    title: schedule.title,
    ...(start === null ? {} : { start }),
    ...(end === null ? {} : { end }),
    daysCount: schedule.days.length,
    timeslot_duration: '00:05',
    time_zone_name: schedule.zone,
    rooms: schedule.rooms,
    tracks: schedule.tracks.map(({ color, ...track }) => (color === null ? track : { ...track, color })),
    days: schedule.days.map(dayJson),
  };
  const file = {
    $schema: 'https://c3voc.de/schedule/schema.json',
    generator: { name: 'Lectern', version: '1' },
    schedule: {
      url: schedule.address,
      version: schedule.version,
      base_url: schedule.address,
      conference,
    },
  };
  return { text: `${JSON.stringify(file, null, 2)}\n`, entries, leftOut };
}
