import type { Row, RowKind } from '../../sync/rows.ts';

/** The rows of one workshop, in the order in which a reader meets them. */
export type Program = {
  readonly workshop: Row<'workshop'>;
  /** IANA; UTC where the workshop has none, or one that does not exist. */
  readonly zone: string;
  readonly deadlines: readonly Row<'deadline'>[];
  readonly announcements: readonly Row<'announcement'>[];
  readonly rooms: readonly Row<'room'>[];
  readonly tracks: readonly Row<'track'>[];
  readonly seats: readonly Row<'seat'>[];
  readonly sessions: readonly Row<'session'>[];
  readonly talks: readonly Row<'talk'>[];
  readonly people: ReadonlyMap<string, Row<'person'>>;
  readonly sessionOf: ReadonlyMap<string, Row<'session'>>;
  readonly roomOf: ReadonlyMap<string, Row<'room'>>;
  readonly trackOf: ReadonlyMap<string, Row<'track'>>;
  /** Recordings that may be watched, by the talk or session that they are of. */
  readonly released: ReadonlyMap<string, Row<'recording'>>;
};

const ofKind = <K extends RowKind>(rows: readonly Row[], kind: K): readonly Row<K>[] =>
  rows.filter((row): row is Row<K> & Row => row.kind === kind);

const byOrder = <R extends { readonly id: string; readonly data: { readonly order: number } }>(
  rows: readonly R[],
): readonly R[] =>
  [...rows].sort((a, b) => a.data.order - b.data.order || (a.id < b.id ? -1 : Number(a.id > b.id)));

const byId = <R extends { readonly id: string }>(rows: readonly R[]): ReadonlyMap<string, R> =>
  new Map(rows.map((row) => [row.id, row]));

/** The zone that times are written in. */
export function zoneOf(zone: string | null): string {
  if (zone === null) return 'UTC';
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch (error) {
    if (error instanceof RangeError) return 'UTC';
    throw error;
  }
}

function releasedRecordings(rows: readonly Row[]): ReadonlyMap<string, Row<'recording'>> {
  const open = new Set(
    ofKind(rows, 'recordingContents').flatMap(({ data }) => (data.released ? [data.recordingId] : [])),
  );
  return new Map(
    ofKind(rows, 'recording').flatMap((row) => {
      const of = row.data.of.kind === 'talk' ? row.data.of.talkId : row.data.of.sessionId;
      return open.has(row.id) ? [[of, row] as const] : [];
    }),
  );
}

/**
 * Sorts the rows of one workshop for an export.
 * @throws where its own row is not among them
 */
export function readProgram(rows: readonly Row[]): Program {
  const [workshop, ...others] = ofKind(rows, 'workshop');
  if (!workshop || others.length > 0) throw new Error('an export is of the rows of one workshop');
  return {
    workshop,
    zone: zoneOf(workshop.data.zone),
    deadlines: byOrder(ofKind(rows, 'deadline')),
    announcements: [...ofKind(rows, 'announcement')].sort((a, b) => (a.id < b.id ? -1 : 1)),
    rooms: byOrder(ofKind(rows, 'room')),
    tracks: byOrder(ofKind(rows, 'track')),
    seats: byOrder(ofKind(rows, 'seat')),
    sessions: byOrder(ofKind(rows, 'session')),
    talks: byOrder(ofKind(rows, 'talk')),
    people: byId(ofKind(rows, 'person')),
    sessionOf: byId(ofKind(rows, 'session')),
    roomOf: byId(ofKind(rows, 'room')),
    trackOf: byId(ofKind(rows, 'track')),
    released: releasedRecordings(rows),
  };
}

/** A speaker as a talk names them, with the affiliations held then. */
export type NamedSpeaker = {
  readonly person: Row<'person'>;
  readonly affiliations: readonly string[];
};

export function speakersOf(program: Program, talk: Row<'talk'>): readonly NamedSpeaker[] {
  return talk.data.speakers.flatMap(({ personId, affiliations }) => {
    const person = program.people.get(personId);
    if (!person) return [];
    return [{ person, affiliations: affiliations.length > 0 ? affiliations : person.data.affiliations }];
  });
}

export const chairsOf = (program: Program, session: Row<'session'>): readonly Row<'person'>[] =>
  session.data.chairIds.flatMap((id) => program.people.get(id) ?? []);

/** `Ada Sample (Example University)` */
export function speakerWords({ person, affiliations }: NamedSpeaker): string {
  return affiliations.length === 0 ? person.data.name : `${person.data.name} (${affiliations.join('; ')})`;
}

/** Where a talk or session is: a talk in a session is where its session is. */
export type Place = {
  readonly session: Row<'session'> | null;
  readonly room: Row<'room'> | null;
  readonly track: Row<'track'> | null;
};

export function placeOf(program: Program, row: Row<'talk'> | Row<'session'>): Place {
  const session = row.kind === 'session' ? row : (program.sessionOf.get(row.data.sessionId ?? '') ?? null);
  const { roomId, trackId } = session ? session.data : row.data;
  return {
    session,
    room: program.roomOf.get(roomId ?? '') ?? null,
    track: program.trackOf.get(trackId ?? '') ?? null,
  };
}

export function isCancelled(program: Program, row: Row<'talk'> | Row<'session'>): boolean {
  const { session } = placeOf(program, row);
  const states = [program.workshop.data.state, session?.data.state, row.data.state];
  return states.includes('cancelled');
}

/** Minutes from a session's start to its end; `null` where either is not an instant, or they are not in order. */
export function sessionMinutes({ data }: Row<'session'>): number | null {
  if (data.start.kind !== 'instant' || data.end.kind !== 'instant') return null;
  const minutes = (Date.parse(data.end.at) - Date.parse(data.start.at)) / 60_000;
  return minutes > 0 ? minutes : null;
}
