import { z } from 'zod';
import type { ProgramDraft } from '../draft.ts';
import { externalId } from '../source/DraftBuilder.ts';
import { asFields, asList, type Fields, field, idText, rawText } from '../source/FieldReader.ts';
import { openImport } from '../source/ImportScope.ts';
import { lastAfter } from '../source/momentOrder.ts';
import { NamedRows } from '../source/NamedRows.ts';
import type { ParsedJson } from '../source/readJson.ts';
import { IndicoPeople } from './IndicoPeople.ts';
import { IndicoProgram } from './IndicoProgram.ts';
import { type IndicoScope, indicoMoment, indicoTopics } from './indicoValues.ts';

const envelope = z.looseObject({ results: z.array(z.unknown()) });
const dates = z.looseObject({ startDate: z.unknown() });

/** The answer of Indico's export: results, of which the first is an event. */
export function looksLikeIndico(value: unknown): boolean {
  const read = envelope.safeParse(value).data;
  if (!read) return false;
  const [first] = read.results;
  return '_type' in read || (dates.safeParse(first).success && Object.hasOwn(asFields(first) ?? {}, 'title'));
}

const EVENT = new Set([
  ...[
    '_type',
    '_fossil',
    'id',
    'title',
    'description',
    'startDate',
    'endDate',
    'timezone',
    'type',
    'location',
    'room',
  ],
  ...[
    'roomFullname',
    'address',
    'category',
    'categoryId',
    'keywords',
    'url',
    'chairs',
    'creator',
    'note',
    'folders',
  ],
  ...[
    'material',
    'modificationDate',
    'creationDate',
    'contributions',
    'sessions',
    'visibility',
    'hasAnyProtection',
  ],
  ...['roomMapURL', 'references', 'allowed', 'organizer', 'language', 'label', 'supportInfo'],
]);
function addWorkshop(event: Fields, scope: IndicoScope): void {
  const { builder, read, clock, notes, people } = scope;
  const at = (name: string) => ({ where: { path: name }, scope: `event.${name}` });
  read.unknown(event, EVENT, at(''));
  const zone = clock.setZone(field(event, 'timezone'), { path: 'timezone' });
  const title = read.line(field(event, 'title'), at('title'));
  const first = indicoMoment(field(event, 'startDate'), { path: 'startDate' }, scope);
  const end = { path: 'endDate' };
  const last = lastAfter(first, indicoMoment(field(event, 'endDate'), end, scope), notes, end);
  const places = ['location', 'address'].flatMap((name) => read.line(field(event, name), at(name)) ?? []);
  const url = read.url(field(event, 'url'), at('url'));
  const has = (name: string) => Object.hasOwn(event, name);
  const data = {
    ...(title === null ? {} : { title }),
    ...(has('description') ? { about: read.markdown(field(event, 'description'), at('description')) } : {}),
    ...(has('timezone') ? { zone } : {}),
    ...(has('startDate') ? { first } : {}),
    ...(has('endDate') ? { last } : {}),
    ...(has('location') || has('address') ? { place: places.join(', ') || null } : {}),
    ...(has('keywords')
      ? { topics: indicoTopics(field(event, 'keywords'), { path: 'keywords' }, scope) }
      : {}),
    ...(url === null ? {} : { links: [{ label: title ?? url, url }] }),
  };
  const id = idText(field(event, 'id')) ?? '1';
  builder.add('workshop', [externalId('indico:event', id)], data, { path: '' });
  for (const { personId } of people.listed(field(event, 'chairs'), 'chairs')) {
    const seat = { personId, committee: 'Chair' };
    builder.add('seat', [externalId('indico:seat', `chair ${personId}`)], seat, { path: 'chairs' });
  }
}

/** Reads Indico's JSON export of one event, with the details `contributions` or `sessions`. */
export function readIndico({ value, doubles }: ParsedJson): ProgramDraft {
  const shared = openImport('indico');
  for (const { key, line } of doubles) shared.notes.add('assumed', 'duplicate-id', { line }, key);
  const rooms = new NamedRows(shared.builder, 'room', 'indico:room');
  const scope: IndicoScope = { ...shared, rooms, people: new IndicoPeople(shared) };
  const results = asList(field(asFields(value) ?? {}, 'results'));
  const event = asFields(results[0]) ?? {};
  addWorkshop(event, scope);
  for (const [index, other] of results.slice(1).entries()) {
    const title = rawText(field(asFields(other) ?? {}, 'title')) ?? '';
    scope.notes.add('left-out', 'no-place-for-it', { path: `results[${index + 1}]` }, title);
  }
  const program = new IndicoProgram(scope);
  for (const [index, block] of asList(field(event, 'sessions')).entries()) {
    program.addBlock(block, `sessions[${index}]`);
  }
  for (const [index, one] of asList(field(event, 'contributions')).entries()) {
    program.addContribution(one, `contributions[${index}]`, null);
  }
  return scope.builder.draft();
}
