import { expect, it } from 'vitest';
import { workshopState } from '#renderer/workspace/workshopState.ts';
import { instant, row, sessionData } from '#tests/renderer/agenda/items.ts';

const now = Date.parse('2026-06-25T12:00:00.000Z');
const day = (date: string) => ({ kind: 'date', date }) as const;
const unknown = { kind: 'unknown' } as const;
const none = { stages: [], sessions: [] };
const workshop = (first: string | null, last: string | null, state: 'planned' | 'cancelled' = 'planned') => ({
  first: first === null ? unknown : day(first),
  last: last === null ? unknown : day(last),
  zone: 'Europe/Berlin',
  state,
});

it.each([
  ['upcoming', workshop('2026-06-26', '2026-06-27')],
  ['running', workshop('2026-06-24', '2026-06-26')],
  ['running', workshop('2026-06-25', '2026-06-25')],
  ['past', workshop('2026-06-20', '2026-06-21')],
  ['past', workshop('2026-06-20', null)],
  ['unknown', workshop(null, null)],
  ['cancelled', workshop('2026-06-26', '2026-06-27', 'cancelled')],
] as const)('is %s by its days', (state, data) => {
  expect(workshopState(data, none, now)).toBe(state);
});

it('is not past while a session of it lies ahead', () => {
  const ahead = row('session', 1, sessionData({ start: instant('2026-06-27T09:00:00.000Z') }));
  expect(workshopState(workshop('2026-06-20', '2026-06-20'), { stages: [], sessions: [ahead] }, now)).toBe(
    'running',
  );
});

it('is live while a stage of it is, whatever its days say, but not where it is cancelled', () => {
  const stages = [{ data: { phase: 'live' } }] as unknown as Parameters<typeof workshopState>[1]['stages'];
  expect(workshopState(workshop('2026-06-20', '2026-06-20'), { stages, sessions: [] }, now)).toBe('live');
  expect(workshopState(workshop(null, null, 'cancelled'), { stages, sessions: [] }, now)).toBe('cancelled');
});
