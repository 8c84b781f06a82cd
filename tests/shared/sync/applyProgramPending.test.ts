import { expect, test } from 'vitest';
import type { Command } from '#shared/contracts/commands.ts';
import { applyProgramPending } from '#shared/sync/applyProgramPending.ts';
import type { Row } from '#shared/sync/rows.ts';

const workshopId = '0190a000-0000-7000-8000-000000000001';
const id = (n: number) => `0190a000-0000-7000-8000-00000000001${n}`;
const data = (name: string) => ({ name, order: 0, description: null, capacity: null, externalIds: [] });
const room = (n: number, name: string): Row<'room'> => ({
  workshopId,
  kind: 'room',
  id: id(n),
  rev: n,
  data: data(name),
});
const put = (n: number, name: string, kind: 'room' | 'track' = 'room') =>
  ({
    id: id(9),
    workshopId,
    name: 'program.put',
    args: { kind, id: id(n), expectedRev: null, data: data(name) },
  }) as Command;
const remove = (n: number) =>
  ({
    id: id(8),
    workshopId,
    name: 'program.remove',
    args: { kind: 'room', id: id(n), expectedRev: n },
  }) as Command;
const names = (rows: readonly Row<'room'>[]) => rows.map((row) => `${row.data.name} ${row.rev}`);

test('S7: edits that wait for the hub are in the view, in their order, with the rev of the base', () => {
  const rows = [room(1, 'Hall'), room(2, 'Attic')];
  const pending = [put(1, 'Great hall'), put(1, 'Greatest hall'), put(3, 'Cellar'), remove(2)];
  expect(names(applyProgramPending(rows, 'room', pending))).toEqual(['Greatest hall 1', 'Cellar 0']);
});

test('S7: edits of another kind, and what does not fit the model, change nothing', () => {
  const rows = [room(1, 'Hall')];
  expect(applyProgramPending(rows, 'room', [put(1, 'A track', 'track')])).toBe(rows);
  expect(names(applyProgramPending(rows, 'room', [put(1, '')]))).toEqual(['Hall 1']);
});
