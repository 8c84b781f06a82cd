import { useLiveQuery } from 'dexie-react-hooks';
import { useDownloadStates } from '../recordings/useDownloadStates.ts';
import { renditionOf } from '../recordings/useRecordingActs.ts';
import { useConnections } from '../sync/connectionsContext.ts';
import { allBaseRows } from '../sync/readBase.ts';

/** How many of the open recordings are whole on this computer; `undefined` while loading. */
export function useDownloadCount(): { readonly done: number; readonly all: number } | undefined {
  const connections = useConnections();
  const refs = useLiveQuery(async () => {
    const lists = await Promise.all(
      connections.map(async ({ hub, database }) => {
        const held = await allBaseRows(database, 'recordingContents');
        return held.flatMap((row) => {
          return row.data.released ? (renditionOf(hub.fingerprint, row) ?? []) : [];
        });
      }),
    );
    return lists.flat();
  }, [connections]);
  const states = useDownloadStates(refs ?? []);
  if (!refs) return undefined;
  return { done: states.filter((state) => state.state === 'complete').length, all: refs.length };
}
