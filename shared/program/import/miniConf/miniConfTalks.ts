import type { DraftRow, Where } from '../draft.ts';
import { externalId } from '../source/DraftBuilder.ts';
import { field, idText, rawText } from '../source/FieldReader.ts';
import type { ImportScope } from '../source/ImportScope.ts';
import type { People } from '../source/People.ts';
import { type MiniConfSessions, whereOf } from './calendar.ts';
import type { Entry } from './sitedata.ts';

export type TalkScope = ImportScope & { readonly people: People; readonly sessions: MiniConfSessions };
type TalkData = Extract<DraftRow, { readonly kind: 'talk' }>['data'];

const PAPER = new Set(['UID', 'title', 'authors', 'abstract', 'keywords', 'sessions', 'session', 'pdf_url']);
const SPEAKER = new Set(['UID', 'image', 'title', 'institution', 'speaker', 'abstract', 'bio', 'session']);
const WORKSHOP = new Set(['UID', 'title', 'authors', 'abstract']);

/** A list, or in CSV one text with `|` between its parts. */
const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : (rawText(value) ?? '').split('|').filter((part) => part.trim() !== '');

function titleOf(entry: Entry, kind: string, { read, notes }: ImportScope): string | null {
  const where = whereOf(entry);
  const title = read.line(field(entry.from, 'title'), { where, scope: `${kind}[].title` });
  if (title === null) notes.add('left-out', 'missing-title', where, idText(field(entry.from, 'UID')) ?? '');
  return title;
}

function idOf(entry: Entry, kind: string, title: string): string {
  return externalId(`mini-conf:${kind}`, idText(field(entry.from, 'UID')) ?? title);
}

/** The session a talk is in: the first that is named, for a talk is in one; the others are said. */
function sessionOf(entry: Entry, scope: TalkScope): string | null {
  const where = whereOf(entry);
  const given = field(entry.from, 'sessions') ?? field(entry.from, 'session');
  const names = listOf(given).flatMap(
    (name) => scope.read.line(name, { where, scope: 'papers[].sessions' }) ?? [],
  );
  for (const other of names.slice(1)) scope.notes.add('not-understood', 'no-place-for-it', where, other);
  return names[0] === undefined ? null : scope.sessions.keyOf(names[0], where);
}

const speakersOf = (names: readonly unknown[], where: Where, { people }: TalkScope) => {
  const keys = names.flatMap((name) => people.keyOf(name, { where, scope: 'authors' }) ?? []);
  return [...new Set(keys)].map((personId) => ({ personId, affiliations: [] }));
};

export function addPaper(entry: Entry, scope: TalkScope): void {
  const { read, builder } = scope;
  const where = whereOf(entry);
  read.unknown(entry.from, PAPER, { where, scope: 'papers[]' });
  const title = titleOf(entry, 'papers', scope);
  if (title === null) return;
  const has = (name: string) => Object.hasOwn(entry.from, name);
  const at = { where, scope: 'papers[].keywords' };
  const topics = listOf(field(entry.from, 'keywords')).flatMap((word) => read.line(word, at) ?? []);
  const url = read.url(field(entry.from, 'pdf_url'), { where, scope: 'papers[].pdf_url' });
  const data: TalkData = {
    sessionId: sessionOf(entry, scope),
    kind: 'paper',
    title,
    speakers: speakersOf(listOf(field(entry.from, 'authors')), where, scope),
    ...(has('abstract')
      ? { abstract: read.markdown(field(entry.from, 'abstract'), { where, scope: 'papers[].abstract' }) }
      : {}),
    ...(has('keywords') ? { topics: [...new Set(topics)] } : {}),
    ...(has('pdf_url') ? { links: url === null ? [] : [{ kind: 'paper' as const, label: 'PDF', url }] } : {}),
  };
  builder.add('talk', [idOf(entry, 'paper', title)], data, where);
}

/** A keynote, with its one speaker. */
export function addKeynote(entry: Entry, scope: TalkScope): void {
  const { read, builder, people, notes } = scope;
  const where = whereOf(entry);
  const at = (name: string) => ({ where, scope: `speakers[].${name}` });
  read.unknown(entry.from, SPEAKER, { where, scope: 'speakers[]' });
  if (field(entry.from, 'image')) notes.count('left-out', 'remote-image', where, 'speakers[].image');
  const title = titleOf(entry, 'speakers', scope);
  if (title === null) return;
  const affiliation = read.line(field(entry.from, 'institution'), at('institution'));
  const bio = Object.hasOwn(entry.from, 'bio')
    ? read.markdown(field(entry.from, 'bio'), at('bio'))
    : undefined;
  const personId = people.keyOf(field(entry.from, 'speaker'), at('speaker'), affiliation, bio);
  const affiliations = affiliation === null ? [] : [affiliation];
  const data: TalkData = {
    sessionId: sessionOf(entry, scope),
    kind: 'invited',
    title,
    abstract: read.markdown(field(entry.from, 'abstract'), at('abstract')),
    speakers: personId === null ? [] : [{ personId, affiliations }],
  };
  builder.add('talk', [idOf(entry, 'keynote', title)], data, where);
}

/** A workshop inside of the conference: a session, led by its authors. */
export function addWorkshopSession(entry: Entry, scope: TalkScope): void {
  const { read, builder } = scope;
  const where = whereOf(entry);
  read.unknown(entry.from, WORKSHOP, { where, scope: 'workshops[]' });
  const title = titleOf(entry, 'workshops', scope);
  if (title === null) return;
  const data = {
    kind: 'talks' as const,
    title,
    description: read.markdown(field(entry.from, 'abstract'), { where, scope: 'workshops[].abstract' }),
    chairIds: speakersOf(listOf(field(entry.from, 'authors')), where, scope).map(({ personId }) => personId),
  };
  builder.add('session', [idOf(entry, 'workshop', title)], data, where);
}
