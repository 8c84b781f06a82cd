import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import type { HubKey } from '../people/HubKey.ts';
import type { Invites } from '../people/Invites.ts';
import type { Renditions } from '../recordings/Renditions.ts';
import { StartError } from '../StartError.ts';
import type { Store } from '../store/Store.ts';
import { type DemoPeople, demoInvites, firstOrganizerInvite } from './demoInvites.ts';
import { claimStore, needsSeed, type Purpose, seedProgram, seedWorkshops } from './seedProgram.ts';
import { faultLine, type Outcome } from './workshopFile/Fault.ts';
import { readAssets, readWorkshops } from './workshopFile/readAssets.ts';

export type SeedDeps = {
  readonly store: Store;
  readonly renditions: Renditions;
  readonly invites: Invites;
  readonly key: HubKey;
  readonly config: Config;
  /** Where the invite links lead. */
  readonly address: string;
  /** The pin of the hub's certificate, for the links (rule A6). */
  readonly pin: string | null;
  readonly log: Log;
};

function assetsOf<T>(folder: string, read: Outcome<T>): T {
  if (read.ok) return read.value;
  throw new StartError(`${folder} cannot be read:\n${read.faults.map(faultLine).join('\n')}`);
}

async function claim({ store, config }: SeedDeps, purpose: Purpose): Promise<void> {
  if (await claimStore(store, purpose)) return;
  const other = purpose === 'workshops' ? 'a demonstration' : 'workshops on real time';
  throw new StartError(`${config.data} is the folder of ${other}. Set LECTERN_DATA to another one.`);
}

/**
 * Fills an empty store with the demonstration: its program, recordings and sample questions, and the
 * rehearsal's clock. Returns the invite links of its people, by name. Throws `StartError` where its
 * files are faulty.
 */
export async function seedDemo(deps: SeedDeps): Promise<Readonly<Record<string, string>>> {
  const { store, renditions, config, log } = deps;
  const invitesOf = (people: DemoPeople | null) => demoInvites({ ...deps, dataFolder: config.data, people });
  if (!(await needsSeed(store))) return invitesOf(null);
  const assets = assetsOf(config.assets, await readAssets(config.assets));
  await claim(deps, 'demonstration');
  await seedProgram(store, renditions, assets);
  log.info('the demonstration was put into the store');
  return invitesOf(assets.people);
}

/**
 * Takes the workshops and recordings of a folder into the store, on real time. At each start what changed
 * in the folder changes in the store; what went from the folder stays. Returns the invite links of the
 * people in its `rehearsal.yml`, or without one that of the first organizer. Throws `StartError` where its
 * files are faulty or there are none.
 */
export async function seedFolder(deps: SeedDeps, folder: string): Promise<Readonly<Record<string, string>>> {
  const { store, renditions, config, log } = deps;
  const assets = assetsOf(folder, await readWorkshops(folder));
  if (assets.workshops.length === 0) throw new StartError(`${folder} has no folder in workshops/.`);
  await claim(deps, 'workshops');
  await seedWorkshops(store, renditions, assets);
  log.info({ workshops: assets.workshops.length }, 'the workshops were taken into the store');
  const { people } = assets;
  const named = { ...deps, dataFolder: config.data, people };
  return people ? demoInvites(named) : firstOrganizerInvite(named);
}
