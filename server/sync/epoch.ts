import { randomUUID } from 'node:crypto';
import type { Store } from '../store/Store.ts';

const META = 'epoch';

/** Begins a new epoch (rule S10): every app pulls anew, and sends again what this hub does not have. */
export async function beginEpoch(store: Store): Promise<string> {
  const epoch = randomUUID();
  await store.setMeta(META, epoch);
  return epoch;
}

/** The hub's epoch; a hub that has none begins its first. */
export async function epochOf(store: Store): Promise<string> {
  return (await store.meta(META)) ?? (await beginEpoch(store));
}
