import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect } from 'vitest';
import type { DraftRow, ProgramDraft, SourceFile } from '#shared/program/import/draft.ts';
import { HAS_WORDS } from '#shared/program/import/markdown/Ledger.ts';
import type { WholePage } from '#shared/program/import/markdown/readPage.ts';
import { rowDataFrom } from '#shared/program/import/newRowData.ts';
import type { Moment } from '#shared/program/moment.ts';
import type { ProgramKind } from '#shared/program/programKinds.ts';
import type { Phase } from '#shared/program/session.ts';

export const fixtures = resolve(import.meta.dirname, '../../../../fixtures/pages');

export const pageOf = (text: string, name = 'sample.md'): SourceFile => ({
  name,
  bytes: new TextEncoder().encode(text),
});

export function readFixture(name: string, folder = fixtures): SourceFile {
  return { name, bytes: new Uint8Array(readFileSync(resolve(folder, name))) };
}

const momentText = (moment: Moment | undefined): string | null => {
  if (!moment || moment.kind === 'unknown') return null;
  return moment.kind === 'year' ? String(moment.year) : moment.kind === 'date' ? moment.date : moment.at;
};

const phaseText = ({ title, length }: Phase): string =>
  length.kind === 'fraction'
    ? `${length.numerator}/${length.denominator} ${title}`
    : length.kind === 'minutes'
      ? `${length.minutes} min ${title}`
      : `${title}, at the end`;

export function rowsOf<K extends ProgramKind>(draft: ProgramDraft, kind: K): readonly DraftRow<K>[] {
  return draft.rows.filter((row): row is DraftRow<K> & DraftRow => row.kind === kind);
}

/** What a page's draft says, in plain words and without keys. */
export function factsOf(draft: ProgramDraft) {
  const [workshop] = rowsOf(draft, 'workshop');
  const nameOf = (key: string) => rowsOf(draft, 'person').find((row) => row.key === key)?.data.name ?? key;
  const data = workshop?.data ?? {};
  return {
    title: data.title,
    acronym: data.acronym,
    hostEvent: data.hostEvent,
    place: data.place,
    mode: data.mode,
    zone: data.zone,
    first: momentText(data.first),
    last: momentText(data.last),
    topics: data.topics ?? [],
    audience: data.audience ?? [],
    outcomes: data.outcomes ?? [],
    requirements: data.requirements ?? [],
    links: (data.links ?? []).map(({ url }) => url),
    contacts: (data.contacts ?? []).map(({ name, email }) => (name ? `${name} <${email}>` : email)),
    proceedings: data.proceedings,
    deadlines: rowsOf(draft, 'deadline').map(
      (row) => `${row.data.label}: ${momentText(row.data.when)}${row.data.anywhereOnEarth ? ' AoE' : ''}`,
    ),
    announcements: rowsOf(draft, 'announcement').map((row) => row.data.title),
    people: rowsOf(draft, 'person').map((row) =>
      [row.data.name, ...(row.data.affiliations ?? [])].join(' | '),
    ),
    seats: rowsOf(draft, 'seat').map((row) => `${row.data.committee}: ${nameOf(row.data.personId ?? '')}`),
    sessions: rowsOf(draft, 'session').map(({ data: session }) => ({
      kind: session.kind,
      title: session.title,
      live: session.live ?? false,
      start: momentText(session.start),
      phases: (session.phases ?? []).map(phaseText),
    })),
    talks: rowsOf(draft, 'talk').map(({ data: talk }) => ({
      kind: talk.kind,
      title: talk.title,
      minutes: talk.minutes ?? null,
      speakers: (talk.speakers ?? []).map(({ personId, affiliations }) =>
        [nameOf(personId), ...affiliations].join(' | '),
      ),
      outline: (talk.outline ?? []).length,
      phases: (talk.phases ?? []).map(phaseText),
    })),
  };
}
export type PageFacts = Partial<ReturnType<typeof factsOf>>;

/** Every row fits the model, keys are unique, and what a row names is there. */
export function expectSound({ rows }: ProgramDraft): void {
  const keys = rows.map(({ kind, key }) => `${kind} ${key}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(rows.filter(({ kind }) => kind === 'workshop')).toHaveLength(1);
  expect(rows[0]?.kind).toBe('workshop');
  const uuid = '018f0000-0000-7000-8000-000000000001';
  for (const { kind, key, externalIds, data } of rows) {
    expect(externalIds[0]).toBe(key);
    const text = JSON.stringify({ slug: 'sample', ...data, externalIds }).replace(
      /"md:\w+\/[^"]*"/g,
      (name) => (name === JSON.stringify(key) ? name : JSON.stringify(uuid)),
    );
    const read = rowDataFrom(kind, null, JSON.parse(text));
    expect(read.ok ? '' : `${key}: ${read.why}`).toBe('');
  }
  const named =
    JSON.stringify(rows.map(({ data }) => data)).match(/"md:(?:person|session|room|track|talk)\/[^"]*"/g) ??
    [];
  for (const name of named) expect(rows.map(({ key }) => JSON.stringify(key))).toContain(name);
}

const longWords = (text: string): readonly string[] => text.toLowerCase().match(/\p{L}{5,}/gu) ?? [];

/** Each line with words in it is used or told; and what is called used is there: most of its words are in a row. */
export function expectEveryLine({ draft, ledger }: WholePage, text: string): void {
  const shown = JSON.stringify(draft.rows).toLowerCase();
  const notes = JSON.stringify(draft.notes).toLowerCase();
  const lost = text.split(/\r\n?|\n/).flatMap((line, index) => {
    const number = index + 1;
    if (!HAS_WORDS.test(line) || ledger.told.has(number)) return [];
    if (!ledger.used.has(number)) return [`${number} neither: ${line}`];
    const words = longWords(line);
    const found = words.filter((word) => shown.includes(word) || notes.includes(word));
    const isLead = /:\s*$/.test(line) || /^\W*(?:#|[\p{L} ]{3,30}:?\W*$)/u.test(line);
    return isLead || found.length * 2 >= words.length ? [] : [`${number} not found: ${line}`];
  });
  expect(lost).toEqual([]);
}
