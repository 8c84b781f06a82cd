import { useEffect, useState, useSyncExternalStore } from 'react';
import { useHubSocket } from '../../hub/socket.ts';
import { StageClient } from './StageClient.ts';
import { firstView } from './StageStore.ts';
import type { StageControl, StageView } from './stageControl.ts';

const subscribeToNothing = () => () => undefined;
const viewOfNothing = () => firstView;

/** Joins a stage for as long as the screen shows it. `client` is `null` before the first effect. */
export function useStage(
  workshopId: string,
  sessionId: string,
  accountId: string,
): { readonly client: StageControl | null; readonly view: StageView } {
  const wire = useHubSocket();
  const [client, setClient] = useState<StageClient | null>(null);
  useEffect(() => {
    const opened = StageClient.open({ wire, workshopId, sessionId, accountId });
    setClient(opened);
    return () => opened.close();
  }, [wire, workshopId, sessionId, accountId]);
  const view = useSyncExternalStore(client?.subscribe ?? subscribeToNothing, client?.view ?? viewOfNothing);
  return { client, view };
}
