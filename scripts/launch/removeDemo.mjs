import fs from 'node:fs/promises';
import { isAlive } from '../setup/processLife.mjs';
import { SetupError } from '../setup/setupError.mjs';
import { demoPaths, readReady } from './hubFiles.mjs';

/**
 * Removes what the demo has written, for a start from nothing.
 * @param {string} root
 */
export async function removeDemo(root) {
  const paths = demoPaths(root);
  const ready = readReady(paths.ready);
  if (ready && isAlive(ready.pid))
    throw new SetupError(
      'runtime',
      `--fresh would remove the data of the hub that runs at ${ready.address} (process ${ready.pid}): close its windows or end it first.`,
    );
  await fs.rm(paths.folder, { recursive: true, force: true });
}
