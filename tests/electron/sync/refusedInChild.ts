import { join } from 'node:path';
import { Journal } from '#electron/sync/Journal.ts';
import { log } from '../support/parts.ts';
import { owner, progress } from './entries.ts';

/** A process of its own, run by somebody who may not write to the folder; prints what it was refused. */
try {
  const path = join(process.argv[2] ?? '', 'sample.journal');
  const journal = await Journal.open({ path, owner, log, clock: Date.now });
  process.stdout.write(`read ${journal.read(0).entries.length}, `);
  await journal.append([progress(1)]);
  process.stdout.write('appended');
} catch (error) {
  process.stdout.write(error instanceof Error ? error.message : String(error));
}
