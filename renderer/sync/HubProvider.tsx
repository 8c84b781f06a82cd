import { type ReactNode, useEffect, useState } from 'react';
import type { JoinedHub } from '#shared/contracts/ipc.ts';
import { fetchPinned } from '../hub/http.ts';
import { ask, askRaw, listen } from '../hub/ipc.ts';
import type { TokenSource } from '../hub/tokenSource.ts';
import { useHubs } from '../workspace/HubsContext.tsx';
import { ConnectionsContext } from './connectionsContext.ts';
import { type ConnectionSurroundings, HubConnection } from './HubConnection.ts';
import { journalOf } from './journalOf.ts';
import { RecoveryNotice } from './RecoveryNotice.tsx';
import { WindowWorker } from './worker/WindowWorker.ts';
import { WorkerSync } from './worker/WorkerSync.ts';

/** One connection for each joined hub. Its children appear once the bases on this device are open. */
export function HubProvider({ children }: { readonly children: ReactNode }) {
  const hubs = useHubs();
  const [connections, setConnections] = useState<readonly HubConnection[] | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);
  useEffect(() => {
    let gone = false;
    openAll(hubs).then(
      (opened) => {
        if (!gone) return setConnections(opened);
        for (const connection of opened) connection.close();
      },
      (error: unknown) => !gone && setFailure(error instanceof Error ? error : new Error(String(error))),
    );
    return () => {
      gone = true;
    };
  }, [hubs]);
  useEffect(() => {
    const stops = connections?.map((connection) => connection.start()) ?? [];
    return () => {
      for (const stop of stops) stop();
    };
  }, [connections]);
  if (failure) throw failure;
  if (!connections) return null;
  return (
    <ConnectionsContext value={connections}>
      {connections.map((connection) => (
        <RecoveryNotice key={connection.hub.fingerprint} connection={connection} />
      ))}
      {children}
    </ConnectionsContext>
  );
}

function openAll(hubs: readonly JoinedHub[]): Promise<readonly HubConnection[]> {
  return Promise.all(hubs.map((hub) => HubConnection.open(hub, surroundingsOf(hub))));
}

let windowWorker: WindowWorker | null = null;

/** The window's one worker, begun when the first hub needs it. */
function workerOf(): WindowWorker {
  windowWorker ??= new WindowWorker(
    new Worker(new URL('./worker/syncWorker.ts', import.meta.url), { type: 'module' }),
    askRaw,
  );
  return windowWorker;
}

function surroundingsOf(hub: JoinedHub): ConnectionSurroundings {
  const journal = journalOf(hub, ask, (listener) =>
    listen('journal.appended', (notice) => {
      if (notice.hub === hub.fingerprint && notice.accountId === hub.account.id) listener(notice.entries);
    }),
  );
  const token: TokenSource = async (renew) => {
    const { token, expires } = await ask('hubs.accessToken', { hub: hub.fingerprint, renew });
    return { token, expires: Date.parse(expires) };
  };
  return {
    journal,
    token,
    fetch: fetchPinned(hub, token),
    sync: ({ database }) =>
      new WorkerSync({ hub, database, journal, say: (message) => workerOf().say(message) }),
    onOnline: (listener) => {
      window.addEventListener('online', listener);
      return () => window.removeEventListener('online', listener);
    },
    now: () => Date.now(),
  };
}
