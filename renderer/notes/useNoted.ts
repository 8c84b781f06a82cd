import { useLiveQuery } from 'dexie-react-hooks';
import { useConnections } from '../sync/connectionsContext.ts';
import { type NotedWorkshop, readNoted } from './noted.ts';

/** All notes and bookmarks on this device, of all hubs; `undefined` while loading. */
export function useNoted(): readonly NotedWorkshop[] | undefined {
  const connections = useConnections();
  return useLiveQuery(async () => (await Promise.all(connections.map(readNoted))).flat(), [connections]);
}

/** How many there are; `undefined` while loading. */
export function useNoteCount(): number | undefined {
  const connections = useConnections();
  return useLiveQuery(async () => {
    const counts = await Promise.all(connections.map(({ database }) => database.marks.count()));
    return counts.reduce((sum, one) => sum + one, 0);
  }, [connections]);
}
