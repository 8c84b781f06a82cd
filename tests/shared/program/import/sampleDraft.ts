import type { DraftRow, ProgramDraft } from '#shared/program/import/draft.ts';

const where = { path: 'sample' } as const;

export function draftRow<K extends DraftRow['kind']>(
  kind: K,
  key: string,
  data: Extract<DraftRow, { kind: K }>['data'],
  more: readonly string[] = [],
): DraftRow {
  return { kind, key, externalIds: [key, ...more], data, where } as DraftRow;
}

/** A made-up source: a workshop with a room, two people and two talks. */
export function sampleDraft(change: readonly DraftRow[] = []): ProgramDraft {
  const rows = [
    draftRow('workshop', 'sample:workshop', { title: 'A sample workshop', zone: 'Europe/Berlin' }),
    draftRow('room', 'sample:room/1', { name: 'Sample hall' }),
    draftRow('person', 'sample:person/a', { name: 'Sample Ada', affiliations: ['Sample Institute'] }),
    draftRow('person', 'sample:person/b', { name: 'Sample Ben' }),
    draftRow('session', 'sample:session/1', {
      title: 'Morning',
      kind: 'talks',
      roomId: 'sample:room/1',
      chairIds: ['sample:person/b'],
    }),
    draftRow('talk', 'sample:talk/1', {
      title: 'First sample talk',
      sessionId: 'sample:session/1',
      speakers: [{ personId: 'sample:person/a', affiliations: ['Sample Institute'] }],
      minutes: 20,
    }),
    draftRow('talk', 'sample:talk/2', {
      title: 'Second sample talk',
      sessionId: 'sample:session/1',
      speakers: [{ personId: 'sample:person/b', affiliations: [] }],
    }),
  ];
  const replaced = new Map(change.map((row) => [`${row.kind} ${row.key}`, row]));
  const own = rows.map((row) => replaced.get(`${row.kind} ${row.key}`) ?? row);
  const added = change.filter(({ kind, key }) => !rows.some((row) => row.kind === kind && row.key === key));
  return { format: 'frab-json', rows: [...own, ...added], notes: [] };
}

export function without(draft: ProgramDraft, ...keys: readonly string[]): ProgramDraft {
  return { ...draft, rows: draft.rows.filter(({ key }) => !keys.includes(key)) };
}
