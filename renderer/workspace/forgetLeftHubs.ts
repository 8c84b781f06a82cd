import { Dexie } from 'dexie';
import type { JoinedHub } from '#shared/contracts/ipc.ts';
import { HubDatabase } from '../sync/database.ts';

const OURS = 'lectern-';

/**
 * Deletes the databases of hubs that this profile is in no more (rule S12). What they hold is a base that the
 * hub has, and a projection of a journal that main has deleted with the hub.
 */
export async function forgetLeftHubs(
  hubs: readonly Pick<JoinedHub, 'fingerprint' | 'account'>[],
): Promise<void> {
  const stay = new Set(hubs.map((hub) => new HubDatabase(hub).name));
  const names = await Dexie.getDatabaseNames();
  for (const name of names) {
    if (name.startsWith(OURS) && !stay.has(name)) await Dexie.delete(name);
  }
}
