import { expect, it } from 'vitest';
import { coalesce } from '#renderer/sync/coalesce.ts';

function gate() {
  const opened: (() => void)[] = [];
  let runs = 0;
  let atOnce = 0;
  let most = 0;
  const job = async () => {
    runs += 1;
    atOnce += 1;
    most = Math.max(most, atOnce);
    await new Promise<void>((resolve) => opened.push(resolve));
    atOnce -= 1;
  };
  return { job, open: () => opened.shift()?.(), runs: () => runs, most: () => most };
}

it('runs once more after the running one, however often it is asked meanwhile', async () => {
  const { job, open, runs, most } = gate();
  const run = coalesce(job);
  const first = run();
  const later = [run(), run(), run()];
  open();
  await first;
  await Promise.resolve();
  open();
  await Promise.all(later);
  expect(runs()).toBe(2);
  expect(most()).toBe(1);
});

it('runs again after a run that failed, and tells only those who asked for that one', async () => {
  let runs = 0;
  const run = coalesce(async () => {
    runs += 1;
    if (runs === 1) throw new Error('first');
  });
  const [first, second] = await Promise.allSettled([run(), run()]);
  expect(first?.status).toBe('rejected');
  expect(second?.status).toBe('fulfilled');
  await run();
  expect(runs).toBe(3);
});

it('never runs twice at once when it is asked from inside the settling of a run', async () => {
  let atOnce = 0;
  let most = 0;
  const run = coalesce(async () => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    await Promise.resolve();
    atOnce -= 1;
  });
  const chains = Array.from({ length: 20 }, () => run().then(run).then(run));
  await Promise.all(chains);
  expect(most).toBe(1);
});
