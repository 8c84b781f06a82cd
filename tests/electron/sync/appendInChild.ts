import { writeSync } from 'node:fs';
import { Journal } from '#electron/sync/Journal.ts';
import { log } from '../support/parts.ts';
import { owner, progress } from './entries.ts';

/**
 * A process of its own, to be killed: it appends without end, some entries alone, some at the same time, and
 * says each number once its append has resolved.
 */
const journal = await Journal.open({ path: process.argv[2] ?? '', owner, log, clock: Date.now });

async function appendOn(): Promise<never> {
  for (;;) {
    const last = await journal.append([progress(1), progress(2, 2), progress(3, 3)]);
    writeSync(1, `${last}\n`);
  }
}
await Promise.all([appendOn(), appendOn(), appendOn()]);
