import { expect, it } from 'vitest';
import { heldPart, heldTimes, isHeld, nextHeld } from '#renderer/recordings/seek/heldTimes.ts';

/** 100 bytes of front matter, then 1000 bytes for 100 seconds. */
const file = { size: 1100, front: 100 };

it('M3 bytes are laid over the time evenly, the front matter taken off', () => {
  const ranges = [
    [0, 350],
    [600, 1100],
  ] as const;
  const spans = heldTimes({ ...file, ranges }, 100);
  expect(spans).toEqual([
    { start: 0, end: 25 },
    { start: 50, end: 100 },
  ]);
  expect(heldPart(spans, 100)).toBe(0.75);
});

it('M3 nothing is here as long as the front matter is not, whatever else is', () => {
  expect(heldTimes({ ...file, ranges: [[600, 1100]] }, 100)).toEqual([]);
  expect(heldTimes({ ...file, ranges: [[0, 60]] }, 100)).toEqual([]);
  expect(heldTimes({ ...file, ranges: [] }, 100)).toEqual([]);
});

it('a length that is not known yet and a file that is all front matter show nothing', () => {
  expect(heldTimes({ ...file, ranges: [[0, 1100]] }, 0)).toEqual([]);
  expect(heldTimes({ size: 100, front: 100, ranges: [[0, 100]] }, 100)).toEqual([]);
});

it('a second is here from the start of a part to before its end', () => {
  const spans = [{ start: 10, end: 20 }];
  expect([9.9, 10, 19.9, 20].map((second) => isHeld(spans, second))).toEqual([false, true, true, false]);
});

it('what is offered to go on with is the next part that is long enough, a little behind its start', () => {
  const spans = [
    { start: 0, end: 10 },
    { start: 30, end: 35 },
    { start: 50, end: 60 },
  ];
  expect(nextHeld(spans, 12)).toBe(54);
  expect(nextHeld(spans, 55)).toBeNull();
});
