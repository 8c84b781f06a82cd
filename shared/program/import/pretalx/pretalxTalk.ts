import type { DraftRow, Where } from '../draft.ts';
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
import { readLanguage } from '../source/readLanguage.ts';
import { type SourceClock, spanOf } from '../source/SourceClock.ts';
import { addSpeaker, type PretalxParts } from './pretalxParts.ts';

type Scope = {
  readonly builder: DraftBuilder;
  readonly read: FieldReader;
  readonly clock: SourceClock;
  readonly parts: PretalxParts;
};
type TalkData = Extract<DraftRow, { readonly kind: 'talk' }>['data'];

const KNOWN = new Set([
  ...['code', 'id', 'title', 'abstract', 'speakers', 'track', 'start', 'end', 'room', 'duration', 'updated'],
  ...['content_locale', 'state', 'do_not_record', 'slot_type'],
]);
const GONE = new Set(['canceled', 'cancelled', 'withdrawn', 'rejected']);

/** The row that a talk names by its id, or by its name in the legacy shapes; `null`, with a note, where there is none. */
function placeOf(kind: 'room' | 'track', value: unknown, where: Where, scope: Scope): string | null {
  const { builder, read, parts } = scope;
  const whole = asFields(value);
  const given = whole && Object.hasOwn(whole, 'id') ? field(whole, 'id') : value;
  const id = idText(given);
  const known = id === null ? undefined : (kind === 'room' ? parts.rooms : parts.tracks).get(id);
  if (known !== undefined) return known;
  const said = whole && Object.hasOwn(whole, 'name') ? field(whole, 'name') : value;
  const name = typeof said === 'number' ? null : read.line(said, { where, scope: `talks[].${kind}` });
  const names = kind === 'room' ? parts.roomNames : parts.trackNames;
  if (name !== null) return names.keyOf(name, where);
  if (given !== null && given !== undefined) {
    builder.notes.add('left-out', kind === 'room' ? 'unknown-room' : 'unknown-track', where, id ?? '');
  }
  return null;
}

function speakersOf(
  value: unknown,
  path: string,
  { builder, read, parts }: Scope,
): NonNullable<TalkData['speakers']> {
  const keys = asList(value).flatMap((one, index) => {
    const where = { path: `${path}.speakers[${index}]` };
    const whole = asFields(one);
    const code = idText(whole ? field(whole, 'code') : one);
    const known = code === null ? undefined : parts.speakers.get(code);
    if (known !== undefined) return [known];
    const added = whole ? addSpeaker(whole, where, { builder, read }) : null;
    if (added !== null && code !== null) parts.speakers.set(code, added);
    if (whole === null) builder.notes.add('left-out', 'unknown-person', where, rawText(one) ?? '');
    return added === null ? [] : [added];
  });
  return [...new Set(keys)].map((personId) => ({ personId, affiliations: [] }));
}

function timesOf(from: Fields, path: string, { builder, clock }: Scope) {
  const start = clock.moment(field(from, 'start'), { path: `${path}.start` });
  const end = clock.moment(field(from, 'end'), { path: `${path}.end` });
  const minutes = clock.minutes(field(from, 'duration'), { path: `${path}.duration` });
  return spanOf(start, end, minutes, builder.notes, { path: `${path}.end` });
}

function addBreak(from: Fields, title: string, path: string, scope: Scope): void {
  const where = { path };
  const { start, end } = timesOf(from, path, scope);
  const id = idText(field(from, 'id')) ?? `${title} ${start.kind === 'instant' ? start.at : ''}`;
  const roomId = placeOf('room', field(from, 'room'), { path: `${path}.room` }, scope);
  const description = Object.hasOwn(from, 'abstract')
    ? { description: scope.read.markdown(field(from, 'abstract'), { where, scope: 'talks[].abstract' }) }
    : {};
  const data = { kind: 'break' as const, title, roomId, start, end, ...description };
  scope.builder.add('session', [externalId('pretalx:break', id)], data, where);
}

function optionalOf(from: Fields, path: string, scope: Scope): TalkData {
  const has = (name: string) => Object.hasOwn(from, name);
  const state = rawText(field(from, 'state'));
  const record = field(from, 'do_not_record');
  return {
    ...(has('abstract')
      ? {
          abstract: scope.read.markdown(field(from, 'abstract'), {
            where: { path },
            scope: 'talks[].abstract',
          }),
        }
      : {}),
    ...(has('room') ? { roomId: placeOf('room', field(from, 'room'), { path: `${path}.room` }, scope) } : {}),
    ...(has('track')
      ? { trackId: placeOf('track', field(from, 'track'), { path: `${path}.track` }, scope) }
      : {}),
    ...(has('speakers') ? { speakers: speakersOf(field(from, 'speakers'), path, scope) } : {}),
    ...(has('content_locale') ? { language: readLanguage(field(from, 'content_locale')) } : {}),
    ...(has('state') ? { state: GONE.has(state ?? '') ? ('cancelled' as const) : ('planned' as const) } : {}),
    ...(has('do_not_record') ? { mayBeRecorded: typeof record === 'boolean' ? !record : null } : {}),
  };
}

/** Adds a talk, or a break, which has no code. A talk without a title is left out, and said. */
export function readPretalxTalk(from: Fields | null, path: string, scope: Scope): void {
  const { builder, read } = scope;
  const where = { path };
  if (from === null) {
    builder.notes.add('left-out', 'bad-row', where, '');
    return;
  }
  read.unknown(from, KNOWN, { where, scope: 'talks[]' });
  const code = idText(field(from, 'code'));
  const title = read.line(field(from, 'title'), { where: { path: `${path}.title` }, scope: 'talks[].title' });
  if (title === null) {
    builder.notes.add('left-out', 'missing-title', where, code ?? idText(field(from, 'id')) ?? '');
    return;
  }
  if (code === null && (field(from, 'slot_type') || field(from, 'speakers') === undefined)) {
    addBreak(from, title, path, scope);
    return;
  }
  const { start, minutes } = timesOf(from, path, scope);
  const id = code ?? idText(field(from, 'id')) ?? title;
  const ids = [externalId(code === null ? 'pretalx:slot' : 'pretalx:talk', id)];
  if (code !== null) ids.push(externalId('pretalx-code:talk', code));
  const data = { sessionId: null, title, start, minutes, ...optionalOf(from, path, scope) };
  builder.add('talk', ids, data, where);
}
