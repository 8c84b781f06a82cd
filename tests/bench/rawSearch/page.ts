import MiniSearch from 'minisearch';
import type { SearchDocument } from '#renderer/search/documents.ts';
import { indexOptions, queryOptions } from '#renderer/search/SearchIndex.ts';

/** Raw MiniSearch with the same fields, options and documents: asked where it stands, nothing made of its answer. */
export type RawSearch = {
  add(documents: readonly SearchDocument[]): number;
  search(text: string): number;
};

const index = new MiniSearch(indexOptions);

const raw: RawSearch = {
  add: (documents) => {
    index.addAll(documents);
    return index.documentCount;
  },
  search: (text) => index.search(text, queryOptions).length,
};

Object.assign(globalThis, { rawSearch: raw });
