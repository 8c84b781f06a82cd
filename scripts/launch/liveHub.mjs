import { isAlive } from '../setup/processLife.mjs';
import { readReady } from './hubFiles.mjs';

const answerMs = 2000;

/**
 * The hub that ready.json speaks of, if it lives and answers.
 * @param {string} file
 * @returns {Promise<import('./hubFiles.mjs').Ready | null>}
 */
export async function findLiveHub(file) {
  const ready = readReady(file);
  if (!ready || !isAlive(ready.pid)) return null;
  const answered = await fetch(`${ready.address}/v1/hub`, { signal: AbortSignal.timeout(answerMs) }).then(
    (response) => response.ok,
    () => false,
  );
  return answered ? ready : null;
}
