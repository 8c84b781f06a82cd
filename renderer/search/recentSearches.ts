import { useSyncExternalStore } from 'react';
import { z } from 'zod';

const KEY = 'lectern.searches';
const MOST = 8;
const stored = z.array(z.string().min(1).max(200)).max(MOST);

/** Reads what was kept; what is missing or does not fit is no search. */
export function readSearches(text: string | null): readonly string[] {
  if (text === null) return [];
  try {
    const read = stored.safeParse(JSON.parse(text));
    return read.success ? read.data : [];
  } catch (error) {
    console.error('the recent searches are not JSON; they begin anew', error);
    return [];
  }
}

/** The searches with one more, newest first, each once; a longer one takes the place of its own beginning. */
export function withSearch(searches: readonly string[], text: string): readonly string[] {
  const added = text.trim().slice(0, 200);
  if (added.length < 2) return searches;
  const same = (other: string) => added.toLowerCase().startsWith(other.toLowerCase());
  return [added, ...searches.filter((other) => !same(other))].slice(0, MOST);
}

let current: readonly string[] | null = null;
const listeners = new Set<() => void>();

function get(): readonly string[] {
  current ??= readSearches(window.localStorage.getItem(KEY));
  return current;
}

function set(next: readonly string[]): void {
  current = next;
  window.localStorage.setItem(KEY, JSON.stringify(next));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** A search led somewhere: it is remembered on this computer. */
export function keepSearch(text: string): void {
  set(withSearch(get(), text));
}

export function forgetSearches(): void {
  set([]);
}

/** Newest first. */
export function useRecentSearches(): readonly string[] {
  return useSyncExternalStore(subscribe, get);
}
