import { expect, test } from 'vitest';
import { type Candidate, evictionOrder, yieldsToDownload } from '#electron/recordings/space/evictionOrder.ts';

const day = 24 * 60 * 60 * 1000;

const stored = (name: string, over: Partial<Candidate> = {}) => ({
  name,
  kept: false,
  inUse: false,
  watchedAt: null,
  storedAt: null,
  starred: false,
  watched: false,
  ...over,
});

const namesOf = (all: readonly { readonly name: string }[]): string => all.map(({ name }) => name).join(' ');

test('M6: the least recently watched goes first, and what was never watched counts from when it came', () => {
  const order = evictionOrder([
    stored('yesterday', { watchedAt: 9 * day }),
    stored('long-ago', { watchedAt: 2 * day, storedAt: 9 * day }),
    stored('never-watched', { storedAt: 5 * day }),
  ]);
  expect(namesOf(order)).toBe('long-ago never-watched yesterday');
});

test('M6: what is starred and unwatched goes last, and what is kept or in use never', () => {
  const order = evictionOrder([
    stored('starred', { starred: true, watchedAt: 1 }),
    stored('starred-and-watched', { starred: true, watched: true, watchedAt: 2 }),
    stored('kept', { kept: true }),
    stored('in-use', { inUse: true }),
    stored('plain', { watchedAt: 3 }),
  ]);
  expect(namesOf(order)).toBe('starred-and-watched plain starred');
});

test('M6: a queue of downloads does not delete its own beginning', () => {
  const fresh = stored('fresh', { storedAt: 10 * day });
  expect(yieldsToDownload(fresh, 10.5 * day)).toBe(false);
  expect(yieldsToDownload(fresh, 11.5 * day)).toBe(true);
  expect(yieldsToDownload({ ...fresh, watchedAt: 10 * day }, 10.5 * day)).toBe(true);
});
