import { useMemo } from 'react';
import type { Row } from '#shared/sync/rows.ts';
import { useRows } from '../sync/useRows.ts';
import { type ProgramEntry, programEntries } from './programEntries.ts';
import type { TalkEntry } from './talkEntries.ts';
import { useTalkEntries } from './useTalkEntries.ts';

export type Places = {
  /** In the program's order. */
  readonly rooms: ReadonlyMap<string, Row<'room'>>;
  readonly tracks: ReadonlyMap<string, Row<'track'>>;
};

export type Program = Places & {
  readonly entries: readonly ProgramEntry[];
  readonly talks: readonly TalkEntry[];
  readonly people: ReadonlyMap<string, Row<'person'>>;
};

function ordered<K extends 'room' | 'track'>(rows: readonly Row<K>[]): ReadonlyMap<string, Row<K>> {
  const sorted = [...rows].sort(
    (a, b) => a.data.order - b.data.order || (a.data.name < b.data.name ? -1 : 1),
  );
  return new Map(sorted.map((row) => [row.id, row]));
}

/** The whole program of the workshop in scope, joined; `undefined` while loading. */
export function useProgram(): Program | undefined {
  const talks = useTalkEntries();
  const sessions = useRows('session');
  const rooms = useRows('room');
  const tracks = useRows('track');
  const people = useRows('person');
  return useMemo(() => {
    if (!talks || !sessions || !rooms || !tracks || !people) return undefined;
    return {
      entries: programEntries(sessions, talks),
      talks,
      rooms: ordered(rooms),
      tracks: ordered(tracks),
      people: new Map(people.map((row) => [row.id, row])),
    };
  }, [talks, sessions, rooms, tracks, people]);
}
