import type { DraftRow } from '../draft.ts';
import { externalId } from '../source/DraftBuilder.ts';
import { asFields, asList, type Fields, field, idText, rawText } from '../source/FieldReader.ts';
import { isBreak, sessionKindOf, talkKindOf } from '../source/kindWords.ts';
import { NamedRows } from '../source/NamedRows.ts';
import { spanOf } from '../source/SourceClock.ts';
import { type IndicoScope, indicoLinks, indicoMoment, indicoRoom, indicoTopics } from './indicoValues.ts';

type TalkData = Extract<DraftRow, { readonly kind: 'talk' }>['data'];

const CONTRIBUTION = new Set([
  ...[
    '_type',
    '_fossil',
    'id',
    'db_id',
    'friendly_id',
    'title',
    'startDate',
    'endDate',
    'duration',
    'type',
    'description',
  ],
  ...[
    'location',
    'room',
    'roomFullname',
    'track',
    'session',
    'keywords',
    'speakers',
    'primaryauthors',
    'coauthors',
  ],
  ...[
    'folders',
    'material',
    'subContributions',
    'url',
    'note',
    'references',
    'allowed',
    'board_number',
    'code',
  ],
]);
const SESSION = new Set([
  ...[
    '_type',
    '_fossil',
    'id',
    'db_id',
    'friendly_id',
    'title',
    'slotTitle',
    'startDate',
    'endDate',
    'description',
  ],
  ...[
    'conveners',
    'session',
    'contributions',
    'location',
    'room',
    'roomFullname',
    'color',
    'textColor',
    'isPoster',
  ],
  ...[
    'material',
    'folders',
    'url',
    'note',
    'allowed',
    'address',
    'inheritLoc',
    'inheritRoom',
    'code',
    'type',
  ],
  ...['numSlots', 'roomMapURL', 'fullTitle'],
]);

function timesOf(from: Fields, path: string, scope: IndicoScope) {
  const start = indicoMoment(field(from, 'startDate'), { path: `${path}.startDate` }, scope);
  const end = indicoMoment(field(from, 'endDate'), { path: `${path}.endDate` }, scope);
  const minutes = scope.clock.minutes(field(from, 'duration'), { path: `${path}.duration` });
  return spanOf(start, end, minutes, scope.notes, { path: `${path}.endDate` });
}

/** Sessions and contributions of an event, as they are read. */
export class IndicoProgram {
  readonly #scope: IndicoScope;
  readonly #tracks: NamedRows;
  readonly #sessions = new Map<string, string>();
  readonly #read = new Set<string>();

  constructor(scope: IndicoScope) {
    this.#scope = scope;
    this.#tracks = new NamedRows(scope.builder, 'track', 'indico:track');
  }

  /** One block of a session, with the contributions in it. */
  addBlock(value: unknown, path: string): void {
    const { read, notes } = this.#scope;
    const where = { path };
    const from = asFields(value);
    if (from === null) {
      notes.add('left-out', 'bad-row', where, rawText(value) ?? '');
      return;
    }
    read.unknown(from, SESSION, { where, scope: 'sessions[]' });
    const of = asFields(field(from, 'session')) ?? {};
    const at = { where, scope: 'sessions[].title' };
    const whole = read.line(field(of, 'title'), at) ?? read.line(field(from, 'title'), at);
    const slot = read.line(field(from, 'slotTitle'), at);
    const title = whole !== null && slot !== null && slot !== whole ? `${whole}: ${slot}` : (whole ?? slot);
    const key = this.#addSession(from, of, title, path);
    if (key !== null && whole !== null && !this.#sessions.has(whole)) this.#sessions.set(whole, key);
    for (const [index, one] of asList(field(from, 'contributions')).entries()) {
      this.addContribution(one, `${path}.contributions[${index}]`, key);
    }
  }

  #addSession(from: Fields, of: Fields, title: string | null, path: string): string | null {
    const { builder, read, notes, people } = this.#scope;
    const where = { path };
    const id = idText(field(from, 'id')) ?? title ?? '';
    if (title === null) {
      notes.add('left-out', 'missing-title', where, id);
      return null;
    }
    const { start, end } = timesOf(from, path, this.#scope);
    const text = { where, scope: 'sessions[].description' };
    const data = {
      kind: sessionKindOf(title),
      title,
      roomId: indicoRoom(from, where, this.#scope),
      start,
      end,
      chairIds: people.listed(field(from, 'conveners'), `${path}.conveners`).map(({ personId }) => personId),
      description: read.markdown(field(from, 'description') ?? field(of, 'description'), text),
    };
    return builder.add('session', [externalId('indico:session', id)], data, where);
  }

  addContribution(value: unknown, path: string, sessionId: string | null): void {
    const { builder, read, notes } = this.#scope;
    const where = { path };
    const from = asFields(value);
    if (from === null) {
      notes.add('left-out', 'bad-row', where, rawText(value) ?? '');
      return;
    }
    const title = read.line(field(from, 'title'), { where, scope: 'contributions[].title' });
    const id = idText(field(from, 'id')) ?? idText(field(from, 'db_id'));
    if (title === null) {
      notes.add('left-out', 'missing-title', where, id ?? '');
      return;
    }
    if (sessionId === null && id !== null && this.#read.has(`${id} ${title}`)) return;
    this.#read.add(`${id} ${title}`);
    read.unknown(from, CONTRIBUTION, { where, scope: 'contributions[]' });
    const { start, end, minutes } = timesOf(from, path, this.#scope);
    const ids = [externalId('indico:contribution', id ?? title)];
    const type = read.line(field(from, 'type'), { where, scope: 'contributions[].type' });
    if (sessionId === null && isBreak(type ?? (id === null ? title : null))) {
      const roomId = indicoRoom(from, where, this.#scope);
      builder.add('session', ids, { kind: 'break', title, roomId, start, end }, where);
      return;
    }
    const data = { ...this.#talkData(from, path, sessionId, type), title, start, minutes };
    builder.add('talk', ids, data, where);
    this.#noteWithin(from, path);
  }

  #talkData(from: Fields, path: string, sessionId: string | null, type: string | null): TalkData {
    const { read, people } = this.#scope;
    const where = { path };
    const has = (name: string) => Object.hasOwn(from, name);
    const named = read.line(field(from, 'session'), { where, scope: 'contributions[].session' });
    const session = sessionId ?? (named === null ? null : this.#sessionOf(named, path));
    const track = read.line(field(from, 'track'), { where, scope: 'contributions[].track' });
    const text = { where, scope: 'contributions[].description' };
    return {
      sessionId: session,
      kind: talkKindOf(type),
      speakers: people.listed(field(from, 'speakers'), `${path}.speakers`),
      roomId: session === null ? indicoRoom(from, where, this.#scope) : null,
      ...(has('description') ? { abstract: read.markdown(field(from, 'description'), text) } : {}),
      ...(has('track') ? { trackId: track === null ? null : this.#tracks.keyOf(track, where) } : {}),
      ...(has('keywords') ? { topics: indicoTopics(field(from, 'keywords'), where, this.#scope) } : {}),
      ...(has('folders') || has('material') ? { links: indicoLinks(from, path, this.#scope) } : {}),
    };
  }

  /** A session that contributions name; without the details of sessions only its title is known. */
  #sessionOf(title: string, path: string): string {
    const known = this.#sessions.get(title);
    if (known !== undefined) return known;
    const ids = [externalId('indico:session-title', title)];
    const data = { kind: sessionKindOf(title), title };
    const key = this.#scope.builder.add('session', ids, data, { path: `${path}.session` });
    this.#sessions.set(title, key);
    return key;
  }

  /** Authors who do not speak, and contributions within one, have no place in a program. */
  #noteWithin(from: Fields, path: string): void {
    for (const name of ['primaryauthors', 'coauthors', 'subContributions']) {
      const count = asList(field(from, name)).length;
      const where = { path: `${path}.${name}` };
      if (count > 0)
        this.#scope.notes.count('not-understood', 'no-place-for-it', where, `contributions[].${name}`);
    }
  }
}
