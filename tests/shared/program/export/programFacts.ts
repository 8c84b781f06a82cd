import { type Program, placeOf, readProgram } from '#shared/program/export/program.ts';
import type { Row } from '#shared/sync/rows.ts';

/** What a row says, with names in place of ids, so that rows of two hubs can be compared. */
export type Fact = Readonly<Record<string, unknown>> & { readonly name: string };

const nameOf = (row: { readonly data: { readonly name: string } } | null): string | null =>
  row?.data.name ?? null;

function talkFact(program: Program, talk: Row<'talk'>): Fact {
  const { data } = talk;
  const { session, room, track } = placeOf(program, talk);
  const held = data.speakers.flatMap(({ personId, affiliations }) => {
    const person = program.people.get(personId);
    return person
      ? [{ person, affiliations: affiliations.length > 0 ? affiliations : person.data.affiliations }]
      : [];
  });
  return {
    ...data,
    name: data.title,
    session: session?.data.title ?? null,
    room: nameOf(room),
    track: nameOf(track),
    speakers: held.map(({ person }) => person.data.name),
    affiliations: held.map(({ affiliations }) => affiliations),
    links: data.links.map(({ label, url }) => `${label} ${url}`).sort(),
  };
}

function sessionFact(program: Program, session: Row<'session'>): Fact {
  const { data } = session;
  const { room, track } = placeOf(program, session);
  const chairs = data.chairIds.map((id) => nameOf(program.people.get(id) ?? null));
  return { ...data, name: data.title, room: nameOf(room), track: nameOf(track), chairs };
}

/** The facts of a workshop, by the kind of their rows. */
export function programFacts(rows: readonly Row[]): ReadonlyMap<string, readonly Fact[]> {
  const program = readProgram(rows);
  const { workshop, deadlines, announcements, rooms, tracks, seats, sessions, talks, people } = program;
  return new Map<string, readonly Fact[]>([
    ['workshop', [{ ...workshop.data, name: 'workshop' }]],
    ['deadline', deadlines.map(({ data }) => ({ ...data, name: data.label }))],
    ['announcement', announcements.map(({ data }) => ({ ...data, name: data.title }))],
    ['room', rooms.map(({ data }) => data)],
    ['track', tracks.map(({ data }) => data)],
    ['person', [...people.values()].map(({ data }) => data)],
    [
      'seat',
      seats.map(({ data }) => {
        const person = nameOf(program.people.get(data.personId) ?? null);
        return { ...data, name: `${data.committee}: ${person}`, person };
      }),
    ],
    ['session', sessions.map((session) => sessionFact(program, session))],
    ['talk', talks.map((talk) => talkFact(program, talk))],
  ]);
}
