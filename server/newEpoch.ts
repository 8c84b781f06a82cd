import type { Config } from './config.ts';
import { openBase } from './Hub.ts';
import { createLog } from './log.ts';
import { beginEpoch } from './sync/epoch.ts';

export const NEW_EPOCH_USAGE = 'npm run hub -- new-epoch';

/**
 * For an organizer who has put a backup in the hub's place, before the hub is started on it (rule S10):
 * a hub cannot see by itself that it is older than what its apps have. Throws `StartError` where a hub is
 * running on the database.
 */
export async function newEpoch(config: Config): Promise<void> {
  const { store } = await openBase(config, createLog(config.log));
  try {
    await store.hold();
    await beginEpoch(store);
  } finally {
    await store.close();
  }
  process.stdout.write(
    'A new epoch has begun: at its next connection every app pulls anew, and sends again what this hub does not have.\n',
  );
}
