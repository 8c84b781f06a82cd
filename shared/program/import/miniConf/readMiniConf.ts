import type { Moment } from '../../moment.ts';
import type { ProgramDraft, SourceFile } from '../draft.ts';
import { externalId } from '../source/DraftBuilder.ts';
import { asFields, asList, type Fields, field, rawText } from '../source/FieldReader.ts';
import { type ImportScope, openImport } from '../source/ImportScope.ts';
import { People } from '../source/People.ts';
import { MiniConfSessions, whereOf } from './calendar.ts';
import { addKeynote, addPaper, addWorkshopSession, type TalkScope } from './miniConfTalks.ts';
import { type Entry, readSitedata, type Sitedata, type Stem, sitedataFile } from './sitedata.ts';

const PROGRAM: ReadonlySet<Stem> = new Set(['papers', 'speakers', 'workshops', 'main_calendar']);

/** Files that Mini-Conf keeps its program in, whatever folder they are in. */
export const looksLikeMiniConf = (files: readonly SourceFile[]): boolean =>
  files.some((file) => PROGRAM.has(sitedataFile(file)?.stem ?? 'config'));

const CONFIG = new Set(['name', 'tagline', 'date', 'site_title', 'proceedings_title']);
const CONFIG_OF_THE_SITE = new Set([
  ...['logo', 'background_image', 'page_title', 'calendar', 'analytics', 'chat_server', 'citation_date'],
  ...['default_presentation_id', 'default_poster_pdf', 'use_auth0', 'auth0_client_id', 'auth0_domain'],
  ...['organization', 'favicon', 'default_thumbnail', 'default_poster_thumbnail'],
]);

/** `May 2020` is known to the year; the rest is told. */
function dateOf(value: unknown, { clock, notes }: ImportScope): Moment {
  const text = value instanceof Date ? value.toISOString() : (rawText(value) ?? '').trim();
  if (/^\d{4}-\d{1,2}-\d{1,2}/.test(text)) return clock.moment(text, { file: 'config', path: 'date' });
  const year = /(?<!\d)(19|20)\d{2}(?!\d)/.exec(text)?.[0];
  if (text !== '' && text !== year) notes.add('assumed', 'bad-date', { file: 'config', path: 'date' }, text);
  return year === undefined ? { kind: 'unknown' } : { kind: 'year', year: Number(year) };
}

function questionsOf(entries: readonly Entry[], { read }: ImportScope): string {
  const parts = entries.flatMap((entry) => {
    const at = (name: string) => ({ where: whereOf(entry), scope: `faq[].${name}` });
    const section = read.markdownLine(field(entry.from, 'Section'), at('Section'));
    const answers = asList(field(entry.from, 'QA')).flatMap((value) => {
      const from = asFields(value) ?? {};
      const question = read.markdownLine(field(from, 'Question'), at('Question'));
      const answer = read.markdown(field(from, 'Answer'), at('Answer'));
      return [question === null ? null : `### ${question}`, answer];
    });
    return [section === null ? null : `## ${section}`, ...answers];
  });
  return parts.filter((part) => part !== null).join('\n\n');
}

function addWorkshop({ config, entries }: Sitedata, scope: ImportScope): void {
  const { builder, read, notes } = scope;
  const at = (name: string) => ({ where: { file: 'config', path: name }, scope: `config.${name}` });
  const others: Fields = Object.fromEntries(
    Object.entries(config).filter(([name]) => !CONFIG_OF_THE_SITE.has(name)),
  );
  read.unknown(others, CONFIG, { where: { file: 'config', path: '' }, scope: 'config' });
  for (const name of CONFIG_OF_THE_SITE) {
    const value = Object.hasOwn(config, name) ? config[name] : null;
    if (value)
      notes.add('not-understood', 'no-place-for-it', at(name).where, `${name}: ${rawText(value) ?? ''}`);
  }
  const line = (name: string) => read.line(field(config, name), at(name));
  const title = line('tagline') ?? line('site_title') ?? line('name');
  const has = (name: string) => Object.hasOwn(config, name);
  const about = questionsOf(entries.get('faq') ?? [], scope);
  const data = {
    ...(title === null ? {} : { title }),
    ...(has('name') ? { acronym: line('name') } : {}),
    ...(has('date') ? { first: dateOf(config.date, scope) } : {}),
    ...(has('proceedings_title') ? { proceedings: line('proceedings_title') } : {}),
    ...(entries.has('faq') ? { about: about || null } : {}),
  };
  builder.add('workshop', ['mini-conf:workshop/1'], data, { file: 'config', path: '' });
}

const COMMITTEE = new Set(['role', 'name', 'aff', 'im', 'tw']);

function addSeat(entry: Entry, { builder, read, notes, people }: TalkScope): void {
  const where = whereOf(entry);
  const at = (name: string) => ({ where, scope: `committee[].${name}` });
  read.unknown(entry.from, COMMITTEE, { where, scope: 'committee[]' });
  if (field(entry.from, 'im')) notes.count('left-out', 'remote-image', where, 'committee[].im');
  if (field(entry.from, 'tw')) notes.count('not-understood', 'no-place-for-it', where, 'committee[].tw');
  const affiliation = read.line(field(entry.from, 'aff'), at('aff'));
  const personId = people.keyOf(field(entry.from, 'name'), at('name'), affiliation);
  if (personId === null) return;
  const committee = read.line(field(entry.from, 'role'), at('role')) ?? 'Committee';
  builder.add(
    'seat',
    [externalId('mini-conf:seat', `${committee} ${personId}`)],
    { personId, committee },
    where,
  );
}

/** Reads the files of a Mini-Conf site's `sitedata`, whichever of csv, json and yml each is written in. */
export function readMiniConf(files: readonly SourceFile[]): ProgramDraft {
  const scope = openImport('mini-conf');
  const sitedata = readSitedata(files, scope.notes);
  const people = new People(scope.builder, scope.read, 'mini-conf:person');
  const all: TalkScope = { ...scope, people, sessions: new MiniConfSessions(scope) };
  const of = (stem: Stem) => sitedata.entries.get(stem) ?? [];
  addWorkshop(sitedata, scope);
  for (const entry of of('main_calendar')) all.sessions.addFromCalendar(entry);
  for (const entry of of('speakers')) addKeynote(entry, all);
  for (const entry of of('papers')) addPaper(entry, all);
  for (const entry of of('workshops')) addWorkshopSession(entry, all);
  for (const entry of of('committee')) addSeat(entry, all);
  for (const stem of ['highlighted', 'papers_projection'] as const) {
    for (const entry of of(stem))
      scope.notes.count('not-understood', 'no-place-for-it', whereOf(entry), stem);
  }
  return scope.builder.draft();
}
