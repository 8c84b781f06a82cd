import { expect, it } from 'vitest';
import { dueReminders } from '#renderer/agenda/dueReminders.ts';
import { clock, hub, item } from './items.ts';

const nobody: ReadonlySet<string> = new Set();
const due = (one: ReturnType<typeof item>, time: string, said = nobody) =>
  dueReminders([one], () => Date.parse(clock(time)), said);

const talk = item({ title: 'A', time: '09:00', minutes: 30, reminder: 15 });

it('comes at its minutes before the start, and not before', () => {
  expect(due(talk, '08:44')).toEqual([]);
  expect(due(talk, '08:45')).toMatchObject([{ missed: false }]);
});

it('is said once: not again where it was', () => {
  const [first] = due(talk, '08:45');
  expect(due(talk, '08:46', new Set([first?.key ?? '']))).toEqual([]);
  expect(due(talk, '09:30', new Set([first?.key ?? '']))).toEqual([]);
});

it('is another one where the talk moved', () => {
  const [first] = due(talk, '08:45');
  const moved = item({ title: 'A', time: '10:00', minutes: 30, reminder: 15 });
  expect(due(moved, '09:46', new Set([first?.key ?? '']))).toHaveLength(1);
});

it('is told as missed where the talk has begun', () => {
  expect(due(talk, '09:00')).toMatchObject([{ missed: true }]);
  expect(due(talk, '23:00')).toMatchObject([{ missed: true }]);
});

it('is not told of a talk that was starred after it had begun', () => {
  const late = item({ title: 'A', time: '09:00', reminder: 15, at: clock('09:01') });
  expect(due(late, '09:02')).toEqual([]);
});

it('comes at once where a talk is starred in its last minutes', () => {
  const late = item({ title: 'A', time: '09:00', reminder: 15, at: clock('08:55') });
  expect(due(late, '08:55')).toMatchObject([{ missed: false }]);
});

it('S9: goes by the clock of its own hub', () => {
  const asked: string[] = [];
  const now = (of: string) => {
    asked.push(of);
    return Date.parse(clock('08:50'));
  };
  expect(dueReminders([talk], now, nobody)).toHaveLength(1);
  expect(asked).toEqual([hub]);
});

it.each([
  ['no reminder', { time: '09:00', reminder: null }],
  ['no time', { time: null, reminder: 15 }],
  ['been cancelled', { time: '09:00', reminder: 15, state: 'cancelled' }],
] as const)('never comes of a talk that has %s', (_what, made) => {
  expect(due(item({ title: 'A', ...made }), '08:59')).toEqual([]);
});
