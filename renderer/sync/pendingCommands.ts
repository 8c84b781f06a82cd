import { Dexie } from 'dexie';
import type { HubDatabase, OutboxEntry } from './database.ts';

/**
 * Rule S7: the commands of a workshop that its base does not show yet, in the order of their making. An
 * applied one is among them until the base is at its rev. Inside a transaction it needs `commands` and `cursors`.
 */
export function pendingCommands(database: HubDatabase, workshopId: string): Promise<readonly OutboxEntry[]> {
  const { commands, cursors } = database;
  return database.transaction('r', commands, cursors, async () => {
    const reached = (await cursors.get(workshopId))?.reached ?? 0;
    const lists = await Promise.all([
      commands.where({ workshopId, state: 'waiting' }).toArray(),
      commands.where({ workshopId, state: 'refused' }).toArray(),
      commands
        .where('[workshopId+state+rev]')
        .between([workshopId, 'applied', reached], [workshopId, 'applied', Dexie.maxKey], false)
        .toArray(),
    ]);
    return lists.flat().sort((a, b) => a.seq - b.seq);
  });
}
