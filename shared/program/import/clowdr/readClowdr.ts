import { RefusedError } from '../../../contracts/refusals.ts';
import type { Moment } from '../../moment.ts';
import type { DraftRow, ProgramDraft, Where } from '../draft.ts';
import { externalId } from '../source/DraftBuilder.ts';
import { type ImportScope, openImport } from '../source/ImportScope.ts';
import { sessionKindOf, talkKindOf } from '../source/kindWords.ts';
import { NamedRows } from '../source/NamedRows.ts';
import { People } from '../source/People.ts';
import { type CsvRow, readCsv } from '../source/readCsv.ts';
import { instantOf } from '../source/SourceClock.ts';
import { type ClowdrColumn, type ClowdrHeader, clowdrHeader } from './clowdrColumns.ts';

/** The two header rows of Clowdr's program file. */
export const looksLikeClowdr = (rows: readonly CsvRow[]): boolean => clowdrHeader(rows) !== null;

/** Columns that say how Clowdr itself should behave. */
const PLACELESS: readonly ClowdrColumn[] = [
  ...(['chair emails', 'speaker emails', 'other authors', 'editable abstract', 'video upload'] as const),
  ...(['slides upload', 'image/poster upload', 'website link', 'interaction mode'] as const),
];

type Running = {
  readonly title: string;
  readonly startCell: string;
  readonly key: string;
  /** Where the next talk starts, in ms since the epoch; `null` where that is not known. */
  next: number | null;
};

class ClowdrReader {
  readonly #scope: ImportScope = openImport('clowdr-csv', 'UTC');
  readonly #header: ClowdrHeader;
  readonly #rooms: NamedRows;
  readonly #people: People;
  readonly #file: string | undefined;
  #session: Running | null = null;

  constructor(header: ClowdrHeader, file: string | undefined) {
    const { builder, read } = this.#scope;
    this.#header = header;
    this.#file = file;
    this.#rooms = new NamedRows(builder, 'room', 'clowdr:room');
    this.#people = new People(builder, read, 'clowdr:person');
    builder.add('workshop', ['clowdr:workshop/1'], {}, this.#whereOf(1));
    for (const name of header.unknown) {
      this.#scope.notes.count('not-understood', 'unknown-field', this.#whereOf(header.rows), name);
    }
  }

  get notes() {
    return this.#scope.notes;
  }

  draft(): ProgramDraft {
    return this.#scope.builder.draft();
  }

  /** One row: a talk, of the session that its first cells name or of the one before. */
  read(row: CsvRow): void {
    const where = this.#whereOf(row.line);
    const cell = (column: ClowdrColumn) => row.cells[this.#header.at.get(column) ?? -1]?.trim() ?? '';
    for (const column of PLACELESS) {
      if (cell(column)) this.notes.count('not-understood', 'no-place-for-it', where, column);
    }
    const surplus = row.cells.slice(
      Math.max(0, ...this.#header.at.values()) + 1 + this.#header.unknown.length,
    );
    if (surplus.some((text) => text.trim() !== ''))
      this.notes.add('not-understood', 'bad-row', where, surplus.join(' '));
    if (this.#opensSession(cell)) this.#openSession(cell, where);
    const title = this.#scope.read.line(cell('title'), { where, scope: 'title' });
    if (title !== null) this.#addTalk(title, cell, where);
    else if (cell('abstract') || cell('speaker names')) {
      this.notes.add('left-out', 'missing-title', where, cell('speaker names') || cell('abstract'));
    }
  }

  #whereOf(line: number): Where {
    return this.#file === undefined ? { line } : { file: this.#file, line };
  }

  #opensSession(cell: (column: ClowdrColumn) => string): boolean {
    const title = cell('session title');
    const start = cell('session start');
    if (title === '' && start === '') return false;
    const open = this.#session;
    const same =
      open !== null && (title === '' || title === open.title) && (start === '' || start === open.startCell);
    return !same;
  }

  #openSession(cell: (column: ClowdrColumn) => string, where: Where): void {
    const { read, clock, builder } = this.#scope;
    const given = cell('session title');
    const title = read.line(given, { where, scope: 'session title' });
    if (title === null) {
      this.notes.add('left-out', 'missing-title', where, cell('session start'));
      this.#session = null;
      return;
    }
    const start = clock.moment(cell('session start'), where);
    const minutes = clock.minutes(cell('session duration'), where);
    const from = start.kind === 'instant' ? Date.parse(start.at) : null;
    const end: Moment =
      from === null || minutes === null ? { kind: 'unknown' } : instantOf(from + minutes * 60_000);
    const chairIds = this.#peopleOf(cell('chair names'), '', where).map(({ personId }) => personId);
    const room = read.line(cell('room name'), { where, scope: 'room name' });
    const data = {
      kind: sessionKindOf(title),
      title,
      roomId: room === null ? null : this.#rooms.keyOf(room, where),
      start,
      end,
      chairIds,
      description: read.markdown(cell('session abstract'), { where, scope: 'session abstract' }),
    };
    const key = builder.add('session', [externalId('clowdr:session', title)], data, where);
    this.#session = { title: given, startCell: cell('session start'), key, next: from };
  }

  #addTalk(title: string, cell: (column: ClowdrColumn) => string, where: Where): void {
    const { read, clock, builder, notes } = this.#scope;
    const minutes = clock.minutes(cell('duration'), where);
    const session = this.#session;
    const start: Moment = session?.next == null ? { kind: 'unknown' } : instantOf(session.next);
    if (start.kind === 'instant') notes.count('assumed', 'start-assumed', where, session?.title ?? '');
    if (session)
      session.next = session.next === null || minutes === null ? null : session.next + minutes * 60_000;
    const tags = this.#listOf(cell('tags'), where).flatMap(
      (tag) => read.line(tag, { where, scope: 'tags' }) ?? [],
    );
    const data: Extract<DraftRow, { readonly kind: 'talk' }>['data'] = {
      sessionId: session?.key ?? null,
      kind: talkKindOf(read.line(cell('type'), { where, scope: 'type' })),
      title,
      abstract: read.markdown(cell('abstract'), { where, scope: 'abstract' }),
      speakers: [...this.#peopleOf(cell('speaker names'), cell('speaker affiliations'), where)],
      start,
      minutes,
      topics: [...new Set(tags)],
    };
    builder.add('talk', [externalId('clowdr:talk', title)], data, where);
  }

  /** The parts of a cell. Entities end in a semicolon too, so they are read first. */
  #listOf(cell: string, where: Where): readonly string[] {
    const text = this.#scope.read.list(cell, { where, scope: 'names' }) ?? '';
    return text.split(';').map((part) => part.trim());
  }

  /** People of one cell, each with the affiliation at the same place of the other. */
  #peopleOf(names: string, affiliations: string, where: Where) {
    if (names === '') return [];
    const of = this.#listOf(affiliations, where);
    const people = this.#listOf(names, where).flatMap((name, index) => {
      const scope = 'speaker affiliations';
      const affiliation = this.#scope.read.line(of[index] ?? '', { where, scope });
      if (name === '' && affiliation === null && index > 0) return [];
      const personId = this.#people.keyOf(name, { where, scope: 'names' }, affiliation);
      return personId === null ? [] : [{ personId, affiliations: affiliation === null ? [] : [affiliation] }];
    });
    return [...new Map(people.map((person) => [person.personId, person])).values()];
  }
}

/**
 * Reads Clowdr's program file (22 columns under two header rows). Times are UTC; a talk starts when the one
 * before it in its session ends, and that is said to be assumed.
 * @throws RefusedError `unknown-format` where the header is missing
 */
export function readClowdr(text: string, file?: string): ProgramDraft {
  const notes = openImport('clowdr-csv').notes;
  const rows = readCsv(text, notes, file);
  const header = clowdrHeader(rows);
  if (header === null) throw new RefusedError('unknown-format', 'a table without the columns of Clowdr');
  const reader = new ClowdrReader(header, file);
  for (const row of rows.slice(header.rows)) reader.read(row);
  const draft = reader.draft();
  return { ...draft, notes: [...notes.list(), ...draft.notes] };
}
