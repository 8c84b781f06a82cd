import { type ProgramEntry, talkWhen } from './programEntries.ts';
import type { TalkEntry } from './talkEntries.ts';

export type Neighbours = {
  /** Before and after it in its room (or track): `null` at the ends. */
  readonly previous: TalkEntry | null;
  readonly next: TalkEntry | null;
  /** What happens elsewhere while it is given. */
  readonly parallel: readonly TalkEntry[];
};

type Place = {
  readonly entry: TalkEntry;
  /** What follows each other: a room, else a track, else the whole program. */
  readonly line: string;
  readonly start: number | null;
  readonly end: number | null;
};

function placesOf(entries: readonly ProgramEntry[]): readonly Place[] {
  return entries.flatMap((of) =>
    of.talks.map((entry): Place => {
      const own = talkWhen(entry.talk.data);
      const line = of.roomId ?? of.trackId ?? '';
      // A talk without a time of its own is given some time during its session.
      if (own.start === null) return { entry, line, start: of.start, end: of.end };
      return { entry, line, start: own.start, end: own.end ?? of.end };
    }),
  );
}

function overlaps(a: Place, b: Place): boolean {
  if (a.start === null || b.start === null) return false;
  const endOf = ({ start, end }: Place) => Math.max(end ?? 0, (start ?? 0) + 1);
  return a.start < endOf(b) && b.start < endOf(a);
}

/**
 * What is before, after and beside a talk. `entries` is the whole program by time. Talks of one session
 * are never parallel to each other, and neither are talks without a time.
 */
export function neighbours(entries: readonly ProgramEntry[], talkId: string): Neighbours {
  const places = placesOf(entries);
  const here = places.find(({ entry }) => entry.talk.id === talkId);
  if (!here) return { previous: null, next: null, parallel: [] };
  const line = places.filter((place) => place.line === here.line);
  const at = line.indexOf(here);
  const { sessionId } = here.entry.talk.data;
  const parallel = places.filter(
    (place) =>
      place !== here &&
      (place.line !== here.line || place.line === '') &&
      (sessionId === null || place.entry.talk.data.sessionId !== sessionId) &&
      overlaps(place, here),
  );
  return {
    previous: line[at - 1]?.entry ?? null,
    next: line[at + 1]?.entry ?? null,
    parallel: parallel.map(({ entry }) => entry),
  };
}
