import { useLiveQuery } from 'dexie-react-hooks';
import { useConnections } from '../sync/connectionsContext.ts';
import type { MarkEntry } from '../sync/database.ts';
import { inTimeOrder } from './markOrder.ts';

/**
 * The person's notes and bookmarks on a recording, those on the whole of it first, then by their seconds;
 * `undefined` while loading. It needs no workshop in scope, and hears of what another window writes.
 */
export function useMarks(recordingId: string): readonly MarkEntry[] | undefined {
  const connections = useConnections();
  const found = useLiveQuery(async () => {
    const lists = await Promise.all(
      connections.map(({ database }) => database.marks.where({ recordingId }).toArray()),
    );
    return { of: recordingId, marks: inTimeOrder(lists.flat()) };
  }, [connections, recordingId]);
  return found?.of === recordingId ? found.marks : undefined;
}
