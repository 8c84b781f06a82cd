import type { Where } from '../draft.ts';
import { type DraftBuilder, externalId } from '../source/DraftBuilder.ts';
import {
  asFields,
  asList,
  type FieldReader,
  type Fields,
  field,
  idText,
  rawText,
} from '../source/FieldReader.ts';
import { NamedRows } from '../source/NamedRows.ts';
import { readColor } from '../source/readColor.ts';

/** Rooms, tracks and speakers of a schedule, by the ids that talks name them with. */
export type PretalxParts = {
  readonly rooms: ReadonlyMap<string, string>;
  readonly tracks: ReadonlyMap<string, string>;
  readonly speakers: Map<string, string>;
  readonly roomNames: NamedRows;
  readonly trackNames: NamedRows;
};

const PLACE_FIELDS = new Set(['id', 'name', 'description', 'color', 'capacity', 'guid', 'uuid']);
const SPEAKER_FIELDS = new Set([
  'code',
  'name',
  'avatar',
  'avatar_thumbnail_default',
  'avatar_thumbnail_tiny',
]);
const PICTURES = ['avatar', 'avatar_thumbnail_default', 'avatar_thumbnail_tiny'];

type Scope = { readonly builder: DraftBuilder; readonly read: FieldReader; readonly names: NamedRows };

function placeData(kind: 'room' | 'track', from: Fields, where: Where, read: FieldReader) {
  const description = Object.hasOwn(from, 'description')
    ? { description: read.markdown(field(from, 'description'), { where, scope: `${kind}s[].description` }) }
    : {};
  if (kind === 'room') return description;
  return {
    ...description,
    ...(Object.hasOwn(from, 'color') ? { color: readColor(field(from, 'color')) } : {}),
  };
}

function readPlaces(kind: 'room' | 'track', values: readonly unknown[], { builder, read, names }: Scope) {
  const keys = new Map<string, string>();
  for (const [index, value] of values.entries()) {
    const where = { path: `${kind}s[${index}]` };
    const from = asFields(value);
    const name = from && read.line(field(from, 'name'), { where, scope: `${kind}s[].name` });
    if (!from || !name) {
      builder.notes.add('left-out', from ? 'missing-name' : 'bad-row', where, rawText(value) ?? '');
      continue;
    }
    read.unknown(from, PLACE_FIELDS, { where, scope: `${kind}s[]` });
    const id = idText(field(from, 'id'));
    const ids = [externalId(`pretalx:${kind}`, id ?? name)];
    const key = builder.add(kind, ids, { name, ...placeData(kind, from, where, read) }, where);
    if (id !== null && !keys.has(id)) keys.set(id, key);
    if (!names.has(name)) names.set(name, key);
  }
  return keys;
}

/** Adds one speaker; `null`, with a note, where the name is missing. */
export function addSpeaker(
  from: Fields,
  where: Where,
  { builder, read }: Pick<Scope, 'builder' | 'read'>,
): string | null {
  const name = read.line(field(from, 'name'), { where, scope: 'speakers[].name' });
  if (name === null) {
    builder.notes.add('left-out', 'missing-name', where, idText(field(from, 'code')) ?? '');
    return null;
  }
  read.unknown(from, SPEAKER_FIELDS, { where, scope: 'speakers[]' });
  if (PICTURES.some((picture) => field(from, picture))) {
    builder.notes.count('left-out', 'remote-image', where, 'speakers[].avatar');
  }
  const code = idText(field(from, 'code'));
  const ids = [externalId('pretalx:person', code ?? name)];
  if (code !== null) ids.push(externalId('pretalx-code:person', code));
  return builder.add('person', ids, { name }, where);
}

export function readPretalxParts(top: Fields, builder: DraftBuilder, read: FieldReader): PretalxParts {
  const roomNames = new NamedRows(builder, 'room', 'pretalx:room');
  const trackNames = new NamedRows(builder, 'track', 'pretalx:track');
  const rooms = readPlaces('room', asList(field(top, 'rooms')), { builder, read, names: roomNames });
  const tracks = readPlaces('track', asList(field(top, 'tracks')), { builder, read, names: trackNames });
  const speakers = new Map<string, string>();
  for (const [index, value] of asList(field(top, 'speakers')).entries()) {
    const from = asFields(value);
    const where = { path: `speakers[${index}]` };
    if (from === null) {
      builder.notes.add('left-out', 'bad-row', where, rawText(value) ?? '');
      continue;
    }
    const key = addSpeaker(from, where, { builder, read });
    const code = idText(field(from, 'code'));
    if (key !== null && code !== null && !speakers.has(code)) speakers.set(code, key);
  }
  return { rooms, tracks, speakers, roomNames, trackNames };
}
