import 'fake-indexeddb/auto';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { quietEnds } from './fuzz/quietEnds.ts';
import { runHistory } from './fuzz/runHistory.ts';

const FIRST = Number(process.env.LECTERN_SEED ?? 1);
const BATCHES = 12;
const HISTORIES = 10;
/** Most of a machine may be busy with other tests. */
const PATIENCE_MS = 120_000;

let stopQuiet: () => void;
beforeAll(() => {
  stopQuiet = quietEnds();
});
afterAll(() => stopQuiet());

describe('S2, S4, S5, S6, S8, S10: after any short history everyone has what a fresh pull gives, no command is lost or applied twice, and nobody was sent what was never theirs to see', () => {
  test.each(Array.from({ length: BATCHES }, (_, n) => FIRST + n * HISTORIES))(
    `seeds from %i, ${HISTORIES} of them`,
    async (first) => {
      for (let seed = first; seed < first + HISTORIES; seed += 1) await runHistory(seed, 12);
    },
    PATIENCE_MS,
  );
});
