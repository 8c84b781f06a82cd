import { test } from 'vitest';
import { fuzzLive } from '#tests/server/live/fuzzLive.ts';

const count = Number(process.env.LECTERN_FUZZ ?? 3000);
const seed = Number(process.env.LECTERN_SEED ?? 20201112);

test(`A3, L5: ${count} messages that no app would send end nothing: no hub, no worker, no room (seed ${seed})`, async () => {
  await fuzzLive(seed, count);
}, 3_600_000);
