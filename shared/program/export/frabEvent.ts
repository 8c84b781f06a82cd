import type { Temporal } from 'temporal-polyfill';
import { assertNever } from '../../assertNever.ts';
import type { Row } from '../../sync/rows.ts';
import type { ExportSource } from './exported.ts';
import { exportLine, exportText, exportTitle, slugOf } from './exportText.ts';
import { chairsOf, type Program, placeOf, sessionMinutes, speakersOf } from './program.ts';

export type FrabReference = {
  readonly title: string;
  readonly url: string;
  readonly type: 'slides' | 'paper' | 'web' | 'media' | 'related';
};
export type FrabPerson = {
  readonly id: number;
  readonly guid: string;
  readonly code: string;
  readonly name: string;
  readonly biography: string | null;
  readonly url: string;
};
export type FrabEvent = {
  readonly id: number;
  readonly guid: string;
  readonly code: string;
  readonly slug: string;
  readonly url: string;
  readonly title: string;
  readonly type: string;
  readonly start: Temporal.ZonedDateTime;
  /** Whole minutes; 0 is to be announced. */
  readonly minutes: number;
  readonly room: string;
  readonly track: string | null;
  readonly language: string | null;
  readonly abstract: string | null;
  readonly description: string | null;
  readonly license: string;
  readonly doNotRecord: boolean | null;
  readonly persons: readonly FrabPerson[];
  readonly links: readonly FrabReference[];
  readonly attachments: readonly FrabReference[];
};

export type FrabNames = {
  readonly acronym: string;
  readonly ids: ReadonlyMap<string, number>;
  readonly roomOf: ReadonlyMap<string, string>;
  readonly trackOf: ReadonlyMap<string, string>;
  readonly noRoom: string;
};

/** `0192…` without hyphens, in capitals: what both forms take as a code. */
const codeOf = (id: string): string => id.replaceAll('-', '').toUpperCase();

const text = (value: string | null): string | null => (value === null ? null : exportText(value));

type References = {
  readonly links: readonly FrabReference[];
  readonly attachments: readonly FrabReference[];
};

function referencesOf(program: Program, row: Row<'talk'> | Row<'session'>, page: string): References {
  const recording = program.released.get(row.id);
  const media: FrabReference[] = recording ? [{ title: 'Recording', url: page, type: 'media' }] : [];
  if (row.kind === 'session') return { links: media, attachments: [] };
  const links = [...media];
  const attachments: FrabReference[] = [];
  for (const { kind, label, url } of row.data.links) {
    const named = { title: exportLine(label), url };
    switch (kind) {
      case 'paper':
      case 'slides':
        attachments.push({ ...named, type: kind });
        break;
      case 'poster':
        attachments.push({ ...named, type: 'related' });
        break;
      case 'video':
        links.push({ ...named, type: 'media' });
        break;
      case 'web':
        links.push({ ...named, type: 'web' });
        break;
      default:
        assertNever(kind);
    }
  }
  for (const { kind, title, url } of row.data.artifacts) {
    if (url !== null) links.push({ title: exportLine(`${kind}: ${title}`), url, type: 'related' });
  }
  return { links, attachments };
}

function personsOf(
  program: Program,
  row: Row<'talk'> | Row<'session'>,
  names: FrabNames,
  link: ExportSource['link'],
): readonly FrabPerson[] {
  const people =
    row.kind === 'talk' ? speakersOf(program, row).map(({ person }) => person) : chairsOf(program, row);
  return people.map(({ id, data }) => ({
    id: names.ids.get(id) ?? 1,
    guid: id,
    code: codeOf(id),
    name: exportTitle(data.name),
    biography: text(data.bio),
    url: link({ kind: 'person', id }),
  }));
}

function wordsOf(row: Row<'talk'> | Row<'session'>): Pick<FrabEvent, 'abstract' | 'description'> {
  if (row.kind === 'session') return { abstract: text(row.data.description), description: null };
  const { abstract, outline } = row.data;
  const points = outline.map((point) => `- ${exportLine(point)}`).join('\n');
  return { abstract: text(abstract), description: points === '' ? null : points };
}

/** A talk, or a session that stands in the grid by itself, as an event that begins at `start`. */
export function frabEvent(
  program: Program,
  row: Row<'talk'> | Row<'session'>,
  start: Temporal.ZonedDateTime,
  names: FrabNames,
  link: ExportSource['link'],
): FrabEvent {
  const { room, track } = placeOf(program, row);
  const url = link({ kind: row.kind, id: row.id });
  const minutes = row.kind === 'talk' ? row.data.minutes : sessionMinutes(row);
  const talk = row.kind === 'talk' ? row.data : null;
  return {
    id: names.ids.get(row.id) ?? 1,
    guid: row.id,
    code: codeOf(row.id),
    slug: [names.acronym, String(names.ids.get(row.id) ?? 1), slugOf(row.data.title, '-').slice(0, 60)]
      .filter((part) => part !== '')
      .join('-')
      .replace(/-+$/, ''),
    url,
    title: exportTitle(row.data.title),
    type: row.data.kind,
    start,
    minutes: Math.ceil(minutes ?? 0),
    room: (room && names.roomOf.get(room.id)) ?? names.noRoom,
    track: (track && names.trackOf.get(track.id)) ?? null,
    language: text(talk?.language ?? null),
    license: exportLine(talk?.license ?? ''),
    doNotRecord: talk === null || talk.mayBeRecorded === null ? null : !talk.mayBeRecorded,
    ...wordsOf(row),
    persons: personsOf(program, row, names, link),
    ...referencesOf(program, row, url),
  };
}
