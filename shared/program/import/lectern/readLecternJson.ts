import { z } from 'zod';
import { RefusedError } from '../../../contracts/refusals.ts';
import { rowKinds } from '../../../sync/rows.ts';
import { LECTERN_JSON_VERSION } from '../../export/lecternJson.ts';
import { type ProgramKind, programKind } from '../../programKinds.ts';
import type { DraftRow, ImportNote, ImportNoteReason, ProgramDraft, SourceFile } from '../draft.ts';
import { keyOf, keysForIds, type ReadRow } from './keysForIds.ts';

const head = z.object({ lectern: z.literal('workshop'), version: z.int().positive() });
const body = z.object({ rows: z.array(z.unknown()).max(200_000) });
const envelope = z.object({
  kind: programKind,
  id: z.uuid().toLowerCase(),
  data: z.record(z.string(), z.unknown()),
});

const START = 400;

/** Whether a file says of itself, within its first characters, that it is ours. */
export function looksLikeLecternJson(file: SourceFile): boolean {
  const begin = new TextDecoder().decode(file.bytes.subarray(0, START));
  return /^\s*\{\s*"lectern"\s*:\s*"workshop"/.test(begin);
}

function parse(file: SourceFile): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file.bytes));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) {
      throw new RefusedError('malformed', `${file.name}: ${error.message}`);
    }
    throw error;
  }
}

type Said = { readonly notes: ImportNote[]; readonly file: string };

function say(
  said: Said,
  level: ImportNote['level'],
  reason: ImportNoteReason,
  path: string,
  text: string,
): void {
  said.notes.push({ level, reason, where: { file: said.file, path }, text: text.slice(0, 200) });
}

/** A row of the file, or `null` where it cannot be taken over, which is said. */
function readRow(raw: unknown, path: string, said: Said): ReadRow | null {
  const outer = envelope.safeParse(raw);
  if (!outer.success) {
    say(said, 'left-out', 'bad-row', path, z.prettifyError(outer.error));
    return null;
  }
  const { kind, id, data } = outer.data;
  const inner = rowKinds[kind].safeParse(data);
  if (!inner.success) {
    say(said, 'left-out', 'bad-row', `${path}.data`, `${kind} ${id}: ${z.prettifyError(inner.error)}`);
    return null;
  }
  for (const field of Object.keys(data)) {
    if (!(field in inner.data)) say(said, 'not-understood', 'unknown-field', `${path}.data.${field}`, field);
  }
  return { kind, id, data: inner.data, path } as ReadRow;
}

function readRows(rows: readonly unknown[], said: Said): readonly ReadRow[] {
  const known = new Set<string>();
  return rows.flatMap((raw, index) => {
    const path = `rows[${index}]`;
    const row = readRow(raw, path, said);
    if (!row) return [];
    const key = keyOf(row.kind, row.id);
    if (known.has(key)) {
      say(said, 'left-out', 'duplicate-id', path, `${row.kind} ${row.id}`);
      return [];
    }
    known.add(key);
    return [row];
  });
}

const MOST_EXTERNAL_IDS = 20;

const unknown: Readonly<Partial<Record<ProgramKind, ImportNoteReason>>> = {
  room: 'unknown-room',
  track: 'unknown-track',
  person: 'unknown-person',
  session: 'unknown-session',
};

function draftOf(row: ReadRow, known: ReadonlySet<string>, said: Said): DraftRow | null {
  const missing = (kind: ProgramKind, id: string): void =>
    say(said, 'repaired', unknown[kind] ?? 'bad-row', row.path, `${kind} ${id}`);
  const { externalIds, ...data } = keysForIds(row, known, missing);
  if (row.kind === 'seat' && !known.has(keyOf('person', row.data.personId))) {
    say(said, 'left-out', 'unknown-person', row.path, row.data.committee);
    return null;
  }
  const key = keyOf(row.kind, row.id);
  const ids = [...new Set([key, ...externalIds])].slice(0, MOST_EXTERNAL_IDS);
  return {
    kind: row.kind,
    key,
    externalIds: ids,
    data,
    where: { file: said.file, path: row.path },
  } as DraftRow;
}

/**
 * Reads a file that `lecternJson` wrote. A row that cannot be read is left out by name, the others stay.
 * @throws RefusedError `malformed`, or `unknown-format` for a file of a newer version
 */
export function readLecternJson(file: SourceFile): ProgramDraft {
  const value = parse(file);
  const said: Said = { notes: [], file: file.name };
  const first = head.safeParse(value);
  if (!first.success) throw new RefusedError('malformed', `${file.name}: ${z.prettifyError(first.error)}`);
  if (first.data.version > LECTERN_JSON_VERSION) {
    throw new RefusedError(
      'unknown-format',
      `${file.name} is of version ${first.data.version}; this app reads versions up to ${LECTERN_JSON_VERSION}`,
    );
  }
  const rest = body.safeParse(value);
  if (!rest.success) throw new RefusedError('malformed', `${file.name}: ${z.prettifyError(rest.error)}`);
  const rows = readRows(rest.data.rows, said);
  const workshops = rows.filter(({ kind }) => kind === 'workshop');
  if (workshops.length !== 1) {
    throw new RefusedError('malformed', `${file.name} has ${workshops.length} workshops in place of one`);
  }
  const known = new Set(rows.map(({ kind, id }) => keyOf(kind, id)));
  const sorted = [...workshops, ...rows.filter(({ kind }) => kind !== 'workshop')];
  return {
    format: 'lectern',
    rows: sorted.flatMap((row) => draftOf(row, known, said) ?? []),
    notes: said.notes,
  };
}
