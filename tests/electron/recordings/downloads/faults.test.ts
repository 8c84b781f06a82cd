import { expect, test } from 'vitest';
import { runFaults } from '#tests/support/faultRun.ts';

const seed = Number(process.env.LECTERN_SEED ?? 4);
const faults = 20;

test(`M2, M4, M5: through ${faults} random faults no bad byte is served and every download ends well (seed ${seed})`, async () => {
  expect(await runFaults(seed, faults)).toEqual({ badBytes: [], unended: [] });
}, 120_000);
