import { Temporal } from 'temporal-polyfill';
import { NO_ROOM } from '../../export/frabNames.ts';
import type { Moment } from '../../moment.ts';
import type { DraftRow, Where } from '../draft.ts';
import { externalId } from '../source/DraftBuilder.ts';
import { asList, type Fields, field, idText } from '../source/FieldReader.ts';
import type { ImportScope } from '../source/ImportScope.ts';
import { isBreak, talkKindOf } from '../source/kindWords.ts';
import type { NamedRows } from '../source/NamedRows.ts';
import { readLanguage } from '../source/readLanguage.ts';
import { instantOf, spanOf } from '../source/SourceClock.ts';
import type { FrabPeople } from './FrabPeople.ts';
import { linksOf } from './frabLinks.ts';
import type { FrabDay } from './frabSchedule.ts';

export type EventScope = ImportScope & {
  readonly rooms: NamedRows;
  readonly tracks: NamedRows;
  readonly people: FrabPeople;
  /** Whether the file lists its rooms, so that an event in another one is odd. */
  readonly listsRooms: boolean;
  readonly listsTracks: boolean;
  readonly day: FrabDay;
  /** Of the list in which the event stands. */
  readonly room: unknown;
};
type TalkData = Extract<DraftRow, { readonly kind: 'talk' }>['data'];

const KNOWN = new Set([
  ...[
    'guid',
    'code',
    'id',
    'logo',
    'date',
    'start',
    'end',
    'duration',
    'room',
    'slug',
    'url',
    'title',
    'subtitle',
  ],
  ...[
    'track',
    'type',
    'language',
    'abstract',
    'description',
    'recording_license',
    'do_not_record',
    'persons',
  ],
  ...['links', 'attachments', 'feedback_url', 'origin_url', 'do_not_stream', 'answers', 'video_download_url'],
]);

/** A talk is of the day before until this hour, where a file does not say when its days begin. */
const DAY_BEGINS = 4;

const hourOf = (stamp: unknown): number => {
  const hour = typeof stamp === 'string' ? /T(\d{2}):/.exec(stamp)?.[1] : undefined;
  return hour === undefined ? DAY_BEGINS : Number(hour);
};

/** When an event starts: its own instant, or its clock time on its day, after midnight on the day after. */
function startOf(event: Fields, path: string, { clock, notes, day }: EventScope): Moment {
  const where = { path: `${path}.date` };
  const date = field(event, 'date');
  const own = date ? clock.moment(date, where) : null;
  if (own?.kind === 'instant') return own;
  const time = /^(\d{1,2}):(\d{2})/.exec(String(field(event, 'start') ?? '').trim());
  const given =
    own?.kind === 'date' ? own : clock.moment(String(day.date ?? '').slice(0, 10), { path: day.path });
  if (given.kind !== 'date' || time === null || Number(time[1]) > 23 || Number(time[2]) > 59) {
    notes.add('not-understood', 'missing-time', where, idText(field(event, 'start')) ?? '');
    return given;
  }
  const late = own === null && Number(time[1]) < hourOf(day.start);
  if (late) notes.add('assumed', 'past-midnight', where, `${given.date} ${time[0]}`);
  const local = Temporal.PlainDate.from(given.date)
    .add({ days: late ? 1 : 0 })
    .toPlainDateTime({ hour: Number(time[1]), minute: Number(time[2]) });
  return instantOf(clock.local(local, where));
}

function placeOf(kind: 'room' | 'track', value: unknown, where: Where, scope: EventScope): string | null {
  const name = scope.read.line(value, { where, scope: `events[].${kind}` });
  if (name === null || (kind === 'room' && name === NO_ROOM)) return null;
  const rows = kind === 'room' ? scope.rooms : scope.tracks;
  const listed = kind === 'room' ? scope.listsRooms : scope.listsTracks;
  if (listed && !rows.has(name)) {
    scope.notes.add('assumed', kind === 'room' ? 'unknown-room' : 'unknown-track', where, name);
  }
  return rows.keyOf(name, where);
}

/** Subtitle, abstract and description, whichever there are, one after the other. */
function abstractOf(event: Fields, where: Where, { read }: EventScope): string | null {
  const of = (name: string) => read.markdown(field(event, name), { where, scope: `events[].${name}` });
  const subtitle = read.markdownLine(field(event, 'subtitle'), { where, scope: 'events[].subtitle' });
  const parts = [subtitle && `*${subtitle}*`, of('abstract'), of('description')];
  return [...new Set(parts)].filter(Boolean).join('\n\n') || null;
}

function speakersOf(event: Fields, path: string, { people }: EventScope) {
  const keys = asList(field(event, 'persons')).flatMap(
    (person, index) => people.keyOf(person, { path: `${path}.persons[${index}]` }) ?? [],
  );
  return [...new Set(keys)].map((personId) => ({ personId, affiliations: [] }));
}

function optionalOf(event: Fields, path: string, scope: EventScope): TalkData {
  const has = (name: string) => Object.hasOwn(event, name);
  const where = { path };
  const { read } = scope;
  const record = field(event, 'do_not_record');
  const texts = ['subtitle', 'abstract', 'description'].some(has);
  const type = read.line(field(event, 'type'), { where, scope: 'events[].type' });
  const license = { where, scope: 'events[].recording_license' };
  return {
    ...(has('type') ? { kind: talkKindOf(type) } : {}),
    ...(texts ? { abstract: abstractOf(event, where, scope) } : {}),
    ...(has('track') ? { trackId: placeOf('track', field(event, 'track'), where, scope) } : {}),
    ...(has('persons') ? { speakers: speakersOf(event, path, scope) } : {}),
    ...(has('links') || has('attachments') ? { links: linksOf(event, path, read) } : {}),
    ...(has('language') ? { language: readLanguage(field(event, 'language')) } : {}),
    ...(has('recording_license') ? { license: read.line(field(event, 'recording_license'), license) } : {}),
    ...(has('do_not_record') ? { mayBeRecorded: typeof record === 'boolean' ? !record : null } : {}),
  };
}

/** Its guid, which changes when a talk gets a second slot; then its code and its number, which do not. */
function idsOf(event: Fields, title: string): readonly string[] {
  const [guid, code, number] = ['guid', 'code', 'id'].map((name) => idText(field(event, name)));
  const ids = [
    ...(guid ? [externalId('frab:talk', guid)] : []),
    ...(code ? [externalId('pretalx-code:talk', code)] : []),
    ...(number ? [externalId('frab:talk-id', number)] : []),
  ];
  return ids.length > 0 ? ids : [externalId('frab:talk-title', title)];
}

/** Adds an event: a talk that stands by itself, or a break. One without a title is left out, and said. */
export function readFrabEvent(event: Fields | null, path: string, scope: EventScope): void {
  const { builder, read, notes, clock } = scope;
  const where = { path };
  if (event === null) {
    notes.add('left-out', 'bad-row', where, '');
    return;
  }
  read.unknown(event, KNOWN, { where, scope: 'events[]' });
  if (field(event, 'logo')) notes.count('left-out', 'remote-image', where, 'events[].logo');
  const title = read.line(field(event, 'title'), { where, scope: 'events[].title' });
  if (title === null) {
    notes.add('left-out', 'missing-title', where, idText(field(event, 'guid')) ?? '');
    return;
  }
  const ends = field(event, 'end');
  const end = clock.moment(ends, { path: `${path}.end` });
  const minutes = clock.minutes(field(event, 'duration'), { path: `${path}.duration` });
  const span = spanOf(startOf(event, path, scope), end, minutes, notes, where);
  const roomId = placeOf('room', field(event, 'room') || scope.room, where, scope);
  const type = read.line(field(event, 'type'), { where, scope: 'events[].type' });
  if (isBreak(type)) {
    const data = { kind: 'break' as const, title, roomId, start: span.start, end: span.end };
    builder.add('session', idsOf(event, title), data, where);
    return;
  }
  const { start, minutes: length } = span;
  const data = { sessionId: null, title, roomId, start, minutes: length, ...optionalOf(event, path, scope) };
  builder.add('talk', idsOf(event, title), data, where);
}
