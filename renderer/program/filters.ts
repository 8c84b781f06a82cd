import { assertNever } from '#shared/assertNever.ts';
import type { ProgramEntry } from './programEntries.ts';
import type { TalkEntry } from './talkEntries.ts';

/** What of a program is shown; empty sets let everything through. */
export type ProgramFilter = {
  readonly rooms: ReadonlySet<string>;
  readonly tracks: ReadonlySet<string>;
  /** Kinds of sessions and of talks. */
  readonly kinds: ReadonlySet<string>;
  readonly topics: ReadonlySet<string>;
  readonly starred: boolean;
  readonly recorded: boolean;
};

export const noFilter: ProgramFilter = {
  rooms: new Set(),
  tracks: new Set(),
  kinds: new Set(),
  topics: new Set(),
  starred: false,
  recorded: false,
};

export type Facet = 'rooms' | 'tracks' | 'kinds' | 'topics';

export function isFiltering(filter: ProgramFilter): boolean {
  const { rooms, tracks, kinds, topics, starred, recorded } = filter;
  return starred || recorded || [rooms, tracks, kinds, topics].some(({ size }) => size > 0);
}

const lets = (set: ReadonlySet<string>, value: string | null) =>
  set.size === 0 || (value !== null && set.has(value));

function letsTalk(
  filter: ProgramFilter,
  starred: ReadonlySet<string>,
  { talk, recording }: TalkEntry,
): boolean {
  return (
    (filter.topics.size === 0 || talk.data.topics.some((topic) => filter.topics.has(topic))) &&
    (!filter.starred || starred.has(talk.id)) &&
    (!filter.recorded || recording !== null)
  );
}

const asksOfTalks = ({ topics, starred, recorded }: ProgramFilter) => topics.size > 0 || starred || recorded;

/**
 * What of an entry passes: the entry with those of its talks that do, or `null`. A session that is of a
 * wanted kind keeps its talks; one that is not keeps those of its talks that are.
 */
function passing(
  entry: ProgramEntry,
  filter: ProgramFilter,
  starred: ReadonlySet<string>,
): ProgramEntry | null {
  if (!lets(filter.rooms, entry.roomId) || !lets(filter.tracks, entry.trackId)) return null;
  if (entry.of === 'talk') {
    const passes = lets(filter.kinds, entry.kind) && letsTalk(filter, starred, entry.talks[0]);
    return passes ? entry : null;
  }
  const ofKind = lets(filter.kinds, entry.kind);
  const talks = entry.talks.filter(
    (talk) => (ofKind || filter.kinds.has(talk.talk.data.kind)) && letsTalk(filter, starred, talk),
  );
  if (talks.length === 0 && (!ofKind || asksOfTalks(filter))) return null;
  return talks.length === entry.talks.length ? entry : { ...entry, talks };
}

/** The entries that pass, in their order. `starred`: ids of talks in the agenda. */
export function filterProgram(
  entries: readonly ProgramEntry[],
  filter: ProgramFilter,
  starred: ReadonlySet<string>,
): readonly ProgramEntry[] {
  if (!isFiltering(filter)) return entries;
  return entries.flatMap((entry) => passing(entry, filter, starred) ?? []);
}

/** How many things a person would count: talks, and sessions that have none. */
export function countItems(entries: readonly ProgramEntry[]): number {
  return entries.reduce((sum, { talks }) => sum + Math.max(1, talks.length), 0);
}

function valuesOf(entry: ProgramEntry, facet: Facet): readonly string[] {
  switch (facet) {
    case 'rooms':
      return entry.roomId === null ? [] : [entry.roomId];
    case 'tracks':
      return entry.trackId === null ? [] : [entry.trackId];
    case 'kinds':
      return entry.of === 'session' && entry.talks.length === 0 ? [entry.kind] : [];
    case 'topics':
      return [];
    default:
      return assertNever(facet);
  }
}

function talkValues({ talk }: TalkEntry, entry: ProgramEntry, facet: Facet): readonly string[] {
  switch (facet) {
    case 'rooms':
    case 'tracks':
      return valuesOf(entry, facet);
    case 'kinds':
      // That a session has talks is no kind that anybody would look for.
      return entry.kind === 'talks' ? [talk.data.kind] : [...new Set([talk.data.kind, entry.kind])];
    case 'topics':
      return talk.data.topics;
    default:
      return assertNever(facet);
  }
}

/**
 * The values of a facet with how many items each would show beside the other filters that are set.
 * Values that nothing has any more stay, with 0, as long as they are chosen.
 */
export function facetCounts(
  entries: readonly ProgramEntry[],
  filter: ProgramFilter,
  starred: ReadonlySet<string>,
  facet: Facet,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>([...filter[facet]].map((value) => [value, 0]));
  const add = (values: readonly string[]) => {
    for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  };
  for (const entry of filterProgram(entries, { ...filter, [facet]: new Set() }, starred)) {
    if (entry.talks.length === 0) add(valuesOf(entry, facet));
    for (const talk of entry.talks) add(talkValues(talk, entry, facet));
  }
  return counts;
}
