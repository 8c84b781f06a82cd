import type { IpcReply } from '#shared/contracts/ipc.ts';
import type { HubDatabase } from '../sync/database.ts';

/** What leaving a hub takes away that no hub can give back, and what would have to be fetched again. */
export type Losses = {
  /** Commands that the hub has not applied. */
  readonly commands: number;
  readonly stars: number;
  /** Notes and bookmarks. */
  readonly notes: number;
  readonly progress: number;
  /** Recordings that are here, whole or in part. */
  readonly downloads: number;
};

export async function readLosses(
  database: HubDatabase,
  downloads: IpcReply<'downloads.list'>,
): Promise<Losses> {
  const commands = await database.commands.toArray();
  return {
    commands: commands.filter(({ state }) => state !== 'applied').length,
    stars: await database.agenda.count(),
    notes: await database.marks.count(),
    progress: await database.progress.count(),
    downloads: downloads.filter(({ download }) => download.state !== 'absent').length,
  };
}
