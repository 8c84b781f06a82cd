import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { JoinedHub } from '#shared/contracts/ipc.ts';
import { ask } from '../hub/ipc.ts';
import { forgetLeftHubs } from './forgetLeftHubs.ts';

const HubsContext = createContext<readonly JoinedHub[] | null>(null);

/** Asks main which hubs this profile has joined; its children appear when the answer is here. */
export function HubsProvider({ children }: { readonly children: ReactNode }) {
  const [hubs, setHubs] = useState<readonly JoinedHub[] | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);
  useEffect(() => {
    let gone = false;
    ask('hubs.list', {}).then(
      (list) => {
        if (gone) return;
        setHubs(list);
        forgetLeftHubs(list).catch((error: unknown) => console.error('a left hub is still here', error));
      },
      (error: unknown) => !gone && setFailure(error instanceof Error ? error : new Error(String(error))),
    );
    return () => {
      gone = true;
    };
  }, []);
  if (failure) throw failure;
  return hubs && <HubsContext value={hubs}>{children}</HubsContext>;
}

/** The hubs this profile has joined, in the order of joining. */
export function useHubs(): readonly JoinedHub[] {
  const hubs = useContext(HubsContext);
  if (!hubs) throw new Error('useHubs needs a HubsProvider around it');
  return hubs;
}

/**
 * Joins a hub by its invite link; `name` is how the account is called, `null` keeps the known one.
 * Main reloads the window afterwards (rule D6). Throws RefusedError.
 */
export function joinHub(link: string, name: string | null): Promise<JoinedHub> {
  return ask('hubs.join', { link, name });
}
