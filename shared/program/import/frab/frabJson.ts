import { z } from 'zod';
import { asFields, asList, type FieldReader, type Fields, field } from '../source/FieldReader.ts';
import type { FrabDay, FrabSchedule } from './frabSchedule.ts';

const shape = z.looseObject({ schedule: z.looseObject({ conference: z.looseObject({}) }) });

/** `schedule.json` as frab and pretalx write it. */
export const looksLikeFrabJson = (value: unknown): boolean => shape.safeParse(value).success;

const DAY_FIELDS = new Set(['index', 'date', 'day_start', 'day_end', 'rooms']);
const SCHEDULE_FIELDS = new Set(['url', 'version', 'base_url', 'conference']);
const TOP_FIELDS = new Set(['$schema', 'generator', 'schedule']);

function dayOf(value: unknown, path: string, read: FieldReader): FrabDay {
  const day = asFields(value);
  if (day === null) {
    read.notes.add('left-out', 'bad-row', { path }, '');
    return { date: null, start: null, path, rooms: [] };
  }
  read.unknown(day, DAY_FIELDS, { where: { path }, scope: 'days[]' });
  const rooms = Object.entries(asFields(field(day, 'rooms')) ?? {}).map(([name, events]) => {
    if (!Array.isArray(events))
      read.notes.add('left-out', 'bad-row', { path: `${path}.rooms.${name}` }, name);
    return { name, guid: null, events: asList(events), path: `${path}.rooms.${name}` };
  });
  return { date: field(day, 'date'), start: field(day, 'day_start'), path, rooms };
}

export function frabFromJson(value: unknown, read: FieldReader): FrabSchedule {
  const top: Fields = asFields(value) ?? {};
  const schedule = asFields(field(top, 'schedule')) ?? {};
  const conference = asFields(field(schedule, 'conference')) ?? {};
  read.unknown(top, TOP_FIELDS, { where: { path: '' }, scope: '' });
  read.unknown(schedule, SCHEDULE_FIELDS, { where: { path: 'schedule' }, scope: 'schedule' });
  const days = asList(field(conference, 'days')).map((day, index) => dayOf(day, `days[${index}]`, read));
  return { conference, version: field(schedule, 'version'), days };
}
