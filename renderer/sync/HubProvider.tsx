import { type ReactNode, useEffect, useState } from 'react';
import type { JoinedHub } from '#shared/contracts/ipc.ts';
import { ask } from '../hub/ipc.ts';
import { useHubs } from '../workspace/HubsContext.tsx';
import { ConnectionsContext } from './connectionsContext.ts';
import { type ConnectionSurroundings, HubConnection } from './HubConnection.ts';
import type { MediaKeeper } from './mediaKeeper.ts';

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
  return connections && <ConnectionsContext value={connections}>{children}</ConnectionsContext>;
}

function openAll(hubs: readonly JoinedHub[]): Promise<readonly HubConnection[]> {
  return Promise.all(hubs.map((hub) => HubConnection.open(hub, surroundingsOf(hub))));
}

const media: MediaKeeper = {
  allow: async (hub, grants) => {
    await ask('media.allow', { hub, grants: [...grants] });
  },
  forget: async (hub, recordingId) => {
    await ask('downloads.forget', { hub, recordingId });
  },
};

function surroundingsOf(hub: JoinedHub): ConnectionSurroundings {
  return {
    media,
    token: async (renew) => {
      const { token, expires } = await ask('hubs.accessToken', { hub: hub.fingerprint, renew });
      return { token, expires: Date.parse(expires) };
    },
    onOnline: (listener) => {
      window.addEventListener('online', listener);
      return () => window.removeEventListener('online', listener);
    },
    now: () => Date.now(),
  };
}
