import type { ProgramDraft } from '../draft.ts';
import { externalId } from '../source/DraftBuilder.ts';
import { asFields, asList, type Fields, field, idText, rawText } from '../source/FieldReader.ts';
import { type ImportScope, openImport } from '../source/ImportScope.ts';
import { lastAfter } from '../source/momentOrder.ts';
import { NamedRows } from '../source/NamedRows.ts';
import { readColor } from '../source/readColor.ts';
import type { ParsedJson } from '../source/readJson.ts';
import { FrabPeople } from './FrabPeople.ts';
import { readFrabEvent } from './frabEvent.ts';
import { frabFromJson } from './frabJson.ts';
import type { FrabSchedule } from './frabSchedule.ts';
import { frabFromXml } from './frabXml.ts';

const CONFERENCE_FIELDS = new Set([
  ...[
    'acronym',
    'title',
    'start',
    'end',
    'daysCount',
    'timeslot_duration',
    'time_zone_name',
    'colors',
    'rooms',
  ],
  ...['tracks', 'days', 'base_url', 'logo', 'color', 'url'],
]);
const ROOM_FIELDS = new Set([
  ...['name', 'slug', 'guid', 'description', 'capacity', 'type', 'stream_id', 'url', 'features', 'assembly'],
]);
const TRACK_FIELDS = new Set(['name', 'slug', 'color', 'guid', 'id']);

function addWorkshop(conference: Fields, { builder, read, clock, notes }: ImportScope): void {
  const at = (name: string) => ({ where: { path: `conference.${name}` }, scope: `conference.${name}` });
  const has = (name: string) => Object.hasOwn(conference, name);
  read.unknown(conference, CONFERENCE_FIELDS, { where: { path: 'conference' }, scope: 'conference' });
  if (field(conference, 'logo')) notes.count('left-out', 'remote-image', { path: 'conference.logo' }, 'logo');
  const zone = clock.setZone(field(conference, 'time_zone_name'), { path: 'conference.time_zone_name' });
  const title = read.line(field(conference, 'title'), at('title'));
  const first = clock.moment(field(conference, 'start'), { path: 'conference.start' });
  const end = { path: 'conference.end' };
  const last = lastAfter(first, clock.moment(field(conference, 'end'), end), notes, end);
  const data = {
    ...(title === null ? {} : { title }),
    ...(has('acronym') ? { acronym: read.line(field(conference, 'acronym'), at('acronym')) } : {}),
    ...(has('time_zone_name') ? { zone } : {}),
    ...(has('start') ? { first } : {}),
    ...(has('end') ? { last } : {}),
  };
  builder.add('workshop', ['frab:workshop/1'], data, { path: 'conference' });
}

/** Guids that only one room has; some exports give all rooms the same. */
function ownGuids(rooms: readonly unknown[]): ReadonlySet<string | null> {
  const guids = rooms.map((room) => idText(field(asFields(room) ?? {}, 'guid')));
  return new Set(guids.filter((guid) => guid !== null && guids.indexOf(guid) === guids.lastIndexOf(guid)));
}

/** Rooms by name, as events name them. */
function readRooms(conference: Fields, scope: ImportScope): NamedRows {
  const { builder, read, notes } = scope;
  const rooms = new NamedRows(builder, 'room', 'frab:room');
  const own = ownGuids(asList(field(conference, 'rooms')).slice(0, 1000));
  for (const [index, value] of asList(field(conference, 'rooms')).entries()) {
    const where = { path: `conference.rooms[${index}]` };
    const from = asFields(value) ?? { name: value };
    const name = read.line(field(from, 'name'), { where, scope: 'rooms[].name' });
    if (name === null || rooms.has(name)) {
      if (name === null) notes.add('left-out', 'missing-name', where, rawText(field(from, 'slug')) ?? '');
      else notes.add('left-out', 'same-name', where, name);
      continue;
    }
    read.unknown(from, ROOM_FIELDS, { where, scope: 'rooms[]' });
    const capacity = Number(field(from, 'capacity') ?? Number.NaN);
    const known = Number.isSafeInteger(capacity) && capacity > 0;
    const data = {
      name,
      ...(Object.hasOwn(from, 'description')
        ? { description: read.markdown(field(from, 'description'), { where, scope: 'rooms[].description' }) }
        : {}),
      ...(Object.hasOwn(from, 'capacity') ? { capacity: known ? capacity : null } : {}),
    };
    const guid = idText(field(from, 'guid'));
    const ids = [externalId('frab:room', name)];
    if (guid !== null && own.has(guid)) ids.push(externalId('frab:room-guid', guid));
    rooms.set(name, builder.add('room', ids, data, where));
  }
  return rooms;
}

function readTracks(conference: Fields, { builder, read, notes }: ImportScope): NamedRows {
  const tracks = new NamedRows(builder, 'track', 'frab:track');
  for (const [index, value] of asList(field(conference, 'tracks')).entries()) {
    const where = { path: `conference.tracks[${index}]` };
    const from = asFields(value) ?? { name: value };
    const name = read.line(field(from, 'name'), { where, scope: 'tracks[].name' });
    if (name === null || tracks.has(name)) {
      if (name === null) notes.add('left-out', 'missing-name', where, rawText(field(from, 'slug')) ?? '');
      else notes.add('left-out', 'same-name', where, name);
      continue;
    }
    read.unknown(from, TRACK_FIELDS, { where, scope: 'tracks[]' });
    const color = Object.hasOwn(from, 'color') ? { color: readColor(field(from, 'color')) } : {};
    tracks.set(name, builder.add('track', [externalId('frab:track', name)], { name, ...color }, where));
  }
  return tracks;
}

function readSchedule({ conference, days }: FrabSchedule, scope: ImportScope): ProgramDraft {
  addWorkshop(conference, scope);
  const parts = {
    rooms: readRooms(conference, scope),
    tracks: readTracks(conference, scope),
    people: new FrabPeople(scope),
    listsRooms: asList(field(conference, 'rooms')).length > 0,
    listsTracks: asList(field(conference, 'tracks')).length > 0,
  };
  for (const day of days) {
    for (const room of day.rooms) {
      for (const [index, event] of room.events.entries()) {
        const path = `${room.path}[${index}]`;
        readFrabEvent(asFields(event), path, { ...scope, ...parts, day, room: room.name });
      }
    }
  }
  return scope.builder.draft();
}

/** Reads `schedule.json` of frab, pretalx or pentabarf. */
export function readFrabJson({ value, doubles }: ParsedJson): ProgramDraft {
  const scope = openImport('frab-json');
  for (const { key, line } of doubles) scope.notes.add('assumed', 'duplicate-id', { line }, key);
  return readSchedule(frabFromJson(value, scope.read), scope);
}

/** Reads `schedule.xml`. XML with entities or a document type of its own is refused. */
export function readFrabXml(text: string): ProgramDraft {
  const scope = openImport('frab-xml');
  return readSchedule(frabFromXml(text, scope.read), scope);
}
