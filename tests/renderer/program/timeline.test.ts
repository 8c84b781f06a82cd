import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  acrossColumns,
  assignLanes,
  drawnEnd,
  moveTo,
  type Span,
  SUPPOSED_LENGTH,
  timelineColumns,
  timelineHours,
} from '#renderer/program/timeline.ts';

const MINUTE = 60_000;
const span = (id: string, from: number, to: number | null): Span => ({
  id,
  start: from * MINUTE,
  end: to === null ? null : to * MINUTE,
});
const lanesOf = (...spans: Span[]) =>
  Object.fromEntries([...assignLanes(spans)].map(([id, { lane, lanes }]) => [id, `${lane}/${lanes}`]));

test('sessions that overlap lie side by side, and one after the other share a lane', () => {
  expect(lanesOf(span('a', 0, 60), span('b', 30, 90), span('c', 60, 120), span('d', 120, 150))).toEqual({
    a: '0/2',
    b: '1/2',
    c: '0/2',
    d: '0/1',
  });
});

test('a session without a length, and one without an end, still have room of their own', () => {
  expect(lanesOf(span('zero', 0, 0), span('beside', 5, 30))).toEqual({ zero: '0/2', beside: '1/2' });
  expect(drawnEnd({ start: 0, end: null })).toBe(SUPPOSED_LENGTH);
  expect(lanesOf(span('open', 0, null), span('in', 20, 40), span('after', 40, 60))).toMatchObject({
    open: '0/2',
    in: '1/2',
  });
});

test('a ring of sessions, each overlapping the next and the last the first, ends with lanes apart', () => {
  const ring = [
    span('long', 0, 600),
    ...Array.from({ length: 20 }, (_, i) => span(`r${i}`, i * 30, i * 30 + 45)),
  ];
  const lanes = assignLanes(ring);
  expect(new Set([...lanes.values()].map((one) => one.lanes))).toEqual(new Set([3]));
});

test('whatever the spans are, two that overlap as drawn never share a lane', () => {
  const anySpan = fc.record({
    start: fc.integer({ min: 0, max: 600 }),
    length: fc.option(fc.integer({ min: 0, max: 120 }), { nil: null }),
  });
  fc.assert(
    fc.property(fc.array(anySpan, { maxLength: 60 }), (list) => {
      const spans = list.map(({ start, length }, i) =>
        span(`${i}`, start, length === null ? null : start + length),
      );
      const lanes = assignLanes(spans);
      for (const a of spans) {
        const here = lanes.get(a.id);
        expect(here && here.lane < here.lanes).toBe(true);
        for (const b of spans) {
          if (a.id >= b.id || a.start >= drawnEnd(b) || b.start >= drawnEnd(a)) continue;
          expect(lanes.get(b.id)?.lane).not.toBe(here?.lane);
          expect(lanes.get(b.id)?.lanes).toBe(here?.lanes);
        }
      }
    }),
  );
});

test('2,000 talks all at once get 2,000 lanes, and 2,000 one after the other get one', () => {
  const together = Array.from({ length: 2000 }, (_, i) => span(`${i}`, 0, 600));
  expect(new Set([...assignLanes(together).values()].map(({ lane }) => lane)).size).toBe(2000);
  const after = Array.from({ length: 2000 }, (_, i) => span(`${i}`, i * 20, i * 20 + 20));
  expect([...assignLanes(after).values()].every(({ lanes }) => lanes === 1)).toBe(true);
});

test('the work for lanes grows as n log n: starts are read far fewer than n² times', () => {
  let reads = 0;
  const counted = Array.from({ length: 2000 }, (_, i) => ({
    id: `${i}`,
    get start() {
      reads += 1;
      return (i % 400) * MINUTE;
    },
    end: ((i % 400) + 100) * MINUTE,
  }));
  assignLanes(counted);
  expect(reads).toBeLessThan(2000 * 2000 * 0.05);
});

test('hours begin with the full hour of the zone, also where it is off by half an hour', () => {
  const from = (text: string, zone: string) => {
    const start = Date.parse(text);
    return new Date(timelineHours([{ start, end: start + 60 * MINUTE }], zone)?.from ?? 0).toISOString();
  };
  expect(from('2020-06-25T14:20:00Z', 'UTC')).toBe('2020-06-25T14:00:00.000Z');
  expect(from('2020-06-25T14:20:00Z', 'Asia/Kolkata')).toBe('2020-06-25T13:30:00.000Z');
  expect(timelineHours([], 'UTC')).toBeNull();
});

test('on a day when the clock goes forward the grid leaves the missing hour out', () => {
  const start = Date.parse('2020-03-29T01:30:00+01:00');
  const hours = timelineHours([{ start, end: start + 90 * MINUTE }], 'Europe/Berlin')?.hours ?? [];
  const words = hours.map((at) =>
    new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Berlin',
      hour: '2-digit',
      minute: '2-digit',
    }).format(at),
  );
  expect(words).toEqual(['01:00', '03:00', '04:00']);
});

test('a break that nothing is beside goes across all rooms; one beside a talk stays in its column', () => {
  const spans = [
    span('talk', 0, 60),
    span('break', 60, 90),
    span('talk2', 100, 160),
    span('break2', 150, 170),
  ];
  const { across, rest } = acrossColumns(spans, ({ id }) => id.startsWith('break'));
  expect(across.map(({ id }) => id)).toEqual(['break']);
  expect(rest.map(({ id }) => id)).toEqual(['talk', 'talk2', 'break2']);
});

test('columns come in the program’s order, what has no room last, and an unknown room is none', () => {
  const entries = [{ room: 'b' }, { room: null }, { room: 'a' }, { room: 'gone' }];
  const columns = timelineColumns(entries, ({ room }) => room, ['a', 'b', 'c']);
  expect(columns.map(({ id, entries: own }) => [id, own.length])).toEqual([
    ['a', 1],
    ['b', 1],
    [null, 2],
  ]);
});

test('arrow keys move in the grid: within a column by time, across to what is nearest in time', () => {
  const columns = [
    [
      { id: 'a1', at: 0 },
      { id: 'a2', at: 60 },
    ],
    [
      { id: 'b1', at: 50 },
      { id: 'b2', at: 90 },
    ],
  ];
  expect(moveTo(columns, 'a1', 'ArrowDown')).toBe('a2');
  expect(moveTo(columns, 'a2', 'ArrowDown')).toBe('a2');
  expect(moveTo(columns, 'a2', 'ArrowRight')).toBe('b1');
  expect(moveTo(columns, 'b2', 'ArrowLeft')).toBe('a2');
  expect(moveTo(columns, 'b2', 'ArrowRight')).toBe('b2');
  expect(moveTo(columns, 'b2', 'Home')).toBe('b1');
  expect(moveTo(columns, 'a1', 'End')).toBe('a2');
});
