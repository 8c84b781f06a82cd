import { expect, test } from 'vitest';
import { TokenBucket } from '#server/socket/TokenBucket.ts';

const passed = (bucket: TokenBucket, now: number): number => {
  let count = 0;
  while (count < 1000 && bucket.take(now)) count += 1;
  return count;
};

test('A5: the burst passes at once, then as much as time brings back, never more than the burst', () => {
  const bucket = new TokenBucket({ burst: 10, perSecond: 4 }, 0);
  expect(passed(bucket, 0)).toBe(10);
  expect(passed(bucket, 1000)).toBe(4);
  expect(passed(bucket, 1100)).toBe(0);
  expect(passed(bucket, 60_000)).toBe(10);
});

test('A5: a clock that jumps back gives nothing and takes nothing', () => {
  const bucket = new TokenBucket({ burst: 2, perSecond: 1 }, 10_000);
  expect(passed(bucket, 10_000)).toBe(2);
  expect(passed(bucket, 5_000)).toBe(0);
  expect(passed(bucket, 6_000)).toBe(1);
});
