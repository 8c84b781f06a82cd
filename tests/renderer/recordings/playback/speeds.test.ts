import { expect, it } from 'vitest';
import { nextSpeed, SPEEDS } from '#renderer/recordings/playback/speeds.ts';

it('speeds go from a half to three in steps of a quarter', () => {
  expect(SPEEDS).toEqual([0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.25, 2.5, 2.75, 3]);
});

it('faster and slower go through all of them and stop at the ends', () => {
  let speed = 0.5;
  for (const expected of SPEEDS.slice(1)) {
    speed = nextSpeed(speed, 1);
    expect(speed).toBe(expected);
  }
  expect(nextSpeed(3, 1)).toBe(3);
  expect(nextSpeed(0.75, -1)).toBe(0.5);
  expect(nextSpeed(0.5, -1)).toBe(0.5);
});

it('a speed between two steps goes to the next step that way', () => {
  expect(nextSpeed(1.1, 1)).toBe(1.25);
  expect(nextSpeed(1.1, -1)).toBe(1);
});
