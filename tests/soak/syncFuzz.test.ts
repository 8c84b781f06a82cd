import 'fake-indexeddb/auto';
import { expect, onTestFinished, test } from 'vitest';
import { quietEnds } from '#tests/server/sync/fuzz/quietEnds.ts';
import { runHistory } from '#tests/server/sync/fuzz/runHistory.ts';

const first = Number(process.env.LECTERN_SEED ?? 1);
const count = Number(process.env.LECTERN_HISTORIES ?? 3000);

test(`S2, S4, S5, S6, S8, S10: through ${count} histories of edits, faults, roles, releases and restarts sync loses, doubles and betrays nothing (seed ${first})`, async () => {
  onTestFinished(quietEnds());
  const failed: string[] = [];
  for (let n = 0; n < count && failed.length < 10; n += 1) {
    await runHistory(first + n, 15 + (n % 5) * 15).catch((error: unknown) => {
      failed.push(String(error));
      process.stderr.write(`${String(error)}\n`);
    });
    if ((n + 1) % 100 === 0) process.stderr.write(`${n + 1} histories, ${failed.length} failed\n`);
  }
  expect(failed).toEqual([]);
});
