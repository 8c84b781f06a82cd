import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { useHubs } from '../workspace/HubsContext.tsx';
import { SearchClient, type SearchStatus } from './SearchClient.ts';
import type { SearchFound, SearchQuery } from './SearchIndex.ts';

const SearchContext = createContext<SearchClient | null>(null);

/** The first paint and the first sync come before the index. */
const WAIT_MS = 1500;

/** Builds the index in its worker once the window is calm, for everything inside. */
export function SearchProvider({ children }: { readonly children: ReactNode }) {
  const hubs = useHubs();
  const [client, setClient] = useState<SearchClient | null>(null);
  useEffect(() => {
    let made: SearchClient | null = null;
    const timer = setTimeout(() => {
      const worker = new Worker(new URL('./searchWorker.ts', import.meta.url), {
        type: 'module',
        name: 'search',
      });
      made = new SearchClient(worker, hubs);
      setClient(made);
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      made?.close();
    };
  }, [hubs]);
  return <SearchContext value={client}>{children}</SearchContext>;
}

const never = () => () => undefined;
const notYet: SearchStatus = { state: 'reading', version: 0 };

export type Search = {
  readonly status: SearchStatus;
  /** What was found for `text`, which may be an earlier one's while the answer to a newer query is on its way. */
  readonly answer: { readonly query: SearchQuery; readonly found: SearchFound } | null;
};

/** Asks as the query changes, and again when the base does. An empty text asks nothing. */
export function useSearch(query: SearchQuery): Search {
  const client = useContext(SearchContext);
  const status = useSyncExternalStore(
    client?.status.subscribe ?? never,
    client?.status.get ?? (() => notYet),
  );
  const [answer, setAnswer] = useState<Search['answer']>(null);
  const { text, kind, workshop, perKind } = query;
  const { version } = status;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version of the index answers otherwise
  useEffect(() => {
    if (!client || text.trim() === '') return setAnswer(null);
    let gone = false;
    const asked = { text, kind, workshop, perKind };
    client.search(asked).then(
      (found) => {
        if (!gone && found) setAnswer({ query: asked, found });
      },
      (error: unknown) => console.error('a search was not answered', error),
    );
    return () => {
      gone = true;
    };
  }, [client, text, kind, workshop, perKind, version]);
  return { status, answer };
}
