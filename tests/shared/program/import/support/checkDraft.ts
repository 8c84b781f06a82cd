import { expect } from 'vitest';
import type { z } from 'zod';
import { type DraftRow, importNoteReasons, type ProgramDraft } from '#shared/program/import/draft.ts';
import type { ProgramKind } from '#shared/program/programKinds.ts';
import { rowKinds } from '#shared/sync/rows.ts';

const SOME_ID = '0190a0a0-0000-7000-8000-000000000000';

/** Which rows a draft row names, and its data with ids in their places. */
function withIds({ kind, data }: DraftRow) {
  const named: { readonly kind: ProgramKind; readonly key: string }[] = [];
  const id = (of: ProgramKind, key: string | null | undefined) => {
    if (typeof key === 'string') named.push({ kind: of, key });
    return typeof key === 'string' ? SOME_ID : key;
  };
  const fields: Record<string, unknown> = { ...data };
  if (kind === 'seat') fields.personId = id('person', data.personId);
  if (kind === 'session' || kind === 'talk') {
    if ('roomId' in data) fields.roomId = id('room', data.roomId);
    if ('trackId' in data) fields.trackId = id('track', data.trackId);
  }
  if (kind === 'session' && data.chairIds) fields.chairIds = data.chairIds.map((key) => id('person', key));
  if (kind === 'talk') {
    if ('sessionId' in data) fields.sessionId = id('session', data.sessionId);
    if (data.speakers) {
      fields.speakers = data.speakers.map((one) => ({ ...one, personId: id('person', one.personId) }));
    }
  }
  return { fields, named };
}

/** Fails where a draft is not what a plan can be made of: its rows, their keys, references and fields, its notes. */
export function checkDraft(draft: ProgramDraft): ProgramDraft {
  expect(draft.rows[0]?.kind).toBe('workshop');
  expect(draft.rows.filter(({ kind }) => kind === 'workshop')).toHaveLength(1);
  const keys = new Set(draft.rows.map(({ kind, key }) => `${kind} ${key}`));
  expect(keys.size, 'keys are unique for their kind').toBe(draft.rows.length);
  const ids = draft.rows.flatMap(({ kind, externalIds }) => externalIds.map((id) => `${kind} ${id}`));
  expect(new Set(ids).size, 'no two rows of a kind have an external id in common').toBe(ids.length);
  for (const row of draft.rows) {
    expect(row.externalIds[0]).toBe(row.key);
    const { fields, named } = withIds(row);
    for (const { kind, key } of named)
      expect(keys, `${row.key} names ${kind} ${key}`).toContain(`${kind} ${key}`);
    const shape: Readonly<Record<string, z.ZodType>> = rowKinds[row.kind].shape;
    for (const [name, value] of Object.entries({ ...fields, externalIds: row.externalIds })) {
      const read = shape[name]?.safeParse(value);
      expect(read?.success, `${row.kind}.${name}: ${JSON.stringify(value)?.slice(0, 200)}`).toBe(true);
    }
    const title = row.kind === 'talk' || row.kind === 'session' ? row.data.title : 'named';
    expect(title).toBeTruthy();
  }
  for (const { reason, text } of draft.notes) {
    expect(importNoteReasons).toContain(reason);
    expect(text.length).toBeLessThanOrEqual(200);
  }
  return draft;
}

type RowOf<K extends ProgramKind> = Extract<DraftRow, { readonly kind: K }>;

/** The rows of one kind. */
export const rowsOf = <K extends ProgramKind>(draft: ProgramDraft, kind: K): readonly RowOf<K>[] =>
  draft.rows.filter((row): row is RowOf<K> => row.kind === kind);

/** The row of a kind with this title or name. */
export function rowOf<K extends ProgramKind>(draft: ProgramDraft, kind: K, title: string): RowOf<K> {
  const named = rowsOf(draft, kind).filter(({ data }) =>
    [data].some((fields: object) =>
      Object.entries(fields).some(([name, value]) => /title|name/.test(name) && value === title),
    ),
  );
  const [row] = named;
  if (row === undefined) throw new Error(`no ${kind} is called ${title}`);
  return row;
}

export const reasonsOf = (draft: ProgramDraft): readonly string[] => draft.notes.map(({ reason }) => reason);
