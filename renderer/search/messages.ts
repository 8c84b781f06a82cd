import type { JoinedHub } from '#shared/contracts/ipc.ts';
import type { SearchFound, SearchQuery } from './SearchIndex.ts';

/** From the window to the search's worker. */
export type ToSearch =
  | { readonly type: 'open'; readonly hubs: readonly Pick<JoinedHub, 'fingerprint' | 'account'>[] }
  | { readonly type: 'query'; readonly id: number; readonly query: SearchQuery };

/** From the search's worker to the window. `ready`: everything that was here at the start is indexed. */
export type FromSearch =
  | { readonly type: 'found'; readonly id: number; readonly found: SearchFound }
  | { readonly type: 'status'; readonly ready: boolean; readonly documents: number; readonly version: number }
  | { readonly type: 'failed'; readonly message: string };
