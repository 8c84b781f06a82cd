import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TokenBucket } from '#electron/recordings/downloads/TokenBucket.ts';
import { ManualClock } from '../../support/ManualClock.ts';

const never = new AbortController().signal;
const settle = async (): Promise<void> => {
  for (let i = 0; i < 5; i += 1) await Promise.resolve();
};

test('whatever is taken, no more passes than the rate, a second that was saved up, and one chunk that went ahead', async () => {
  const takes = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 40 });
  const steps = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(takes, steps, async (sizes, waits) => {
      const clock = new ManualClock(5_000_000);
      const bucket = new TokenBucket(clock, 1000);
      let passed = 0;
      for (const size of sizes) {
        bucket.take(size, never).then(() => {
          passed += size;
        });
      }
      let waited = 0;
      for (const wait of waits) {
        clock.advance(wait);
        waited += wait;
        await settle();
        expect(passed).toBeLessThanOrEqual(waited + 1000 + Math.max(...sizes));
      }
    }),
  );
});

test('all that is taken passes in time, in the order asked', async () => {
  const clock = new ManualClock(0);
  const bucket = new TokenBucket(clock, 1000);
  const order: number[] = [];
  for (const size of [2000, 1000, 500]) bucket.take(size, never).then(() => order.push(size));
  clock.advance(3001);
  await settle();
  expect(order).toEqual([2000, 1000, 500]);
});

test('without a limit nothing waits, a limit that is lifted lets all go on, and an ended wish does not wait', async () => {
  const clock = new ManualClock(0);
  const bucket = new TokenBucket(clock, null);
  await Promise.all([bucket.take(1e9, never), bucket.take(1e9, never)]);
  bucket.limit(1);
  await bucket.take(1000, never);
  const stop = new AbortController();
  const ended = bucket.take(1000, stop.signal);
  const lifted = bucket.take(1000, never);
  stop.abort();
  await ended;
  bucket.limit(null);
  await lifted;
});
