import { derivedId } from '../../store/newId.ts';
import type { NewRow } from '../putRows.ts';
import type { WorkshopFacts } from './workshopShape.ts';

type Ids = (kind: string, key: string) => string;

function peopleRows(facts: WorkshopFacts, id: Ids): NewRow[] {
  const people = Object.entries(facts.people).map(
    ([key, person]): NewRow => ({ kind: 'person', id: id('person', key), data: person }),
  );
  const seats = facts.committees.flatMap(({ name, members }, c) =>
    members.map(
      (key, i): NewRow => ({
        kind: 'seat',
        id: id('seat', `${name}/${key}`),
        data: { personId: id('person', key), committee: name, order: c * 1000 + i },
      }),
    ),
  );
  return [...people, ...seats];
}

function sessionRows(facts: WorkshopFacts, id: Ids): NewRow[] {
  return facts.sessions.map((session, order): NewRow => {
    const { key, room, track, chairs, covers, ...same } = session;
    const own = facts.talks.filter((talk) => talk.session === key).map((talk) => talk.key);
    const talkIds = (Array.isArray(covers) ? covers : session.live ? own : []).map((k) => id('talk', k));
    return {
      kind: 'session',
      id: id('session', key),
      data: {
        ...same,
        roomId: room === null ? null : id('room', room),
        trackId: track === null ? null : id('track', track),
        chairIds: chairs.map((chair) => id('person', chair)),
        covers: covers === 'talks-without-a-live-session' ? { kind: covers } : { kind: 'talks', talkIds },
        order,
      },
    };
  });
}

function talkRows(facts: WorkshopFacts, id: Ids): NewRow[] {
  return facts.talks.map((talk, order): NewRow => {
    const { key, session, room, track, speakers, ...same } = talk;
    return {
      kind: 'talk',
      id: id('talk', key),
      data: {
        ...same,
        sessionId: session === null ? null : id('session', session),
        roomId: room === null ? null : id('room', room),
        trackId: track === null ? null : id('track', track),
        speakers: speakers.map(({ person, affiliations }) => ({
          personId: id('person', person),
          affiliations: affiliations ?? facts.people[person]?.affiliations ?? [],
        })),
        order,
      },
    };
  });
}

function smallRows(facts: WorkshopFacts, id: Ids): NewRow[] {
  return [
    ...facts.deadlines.map(({ key, ...data }, order): NewRow => {
      return { kind: 'deadline', id: id('deadline', key), data: { ...data, order } };
    }),
    ...facts.announcements.map(({ key, ...data }): NewRow => {
      return { kind: 'announcement', id: id('announcement', key), data };
    }),
    ...facts.rooms.map(({ key, ...data }, order): NewRow => {
      return { kind: 'room', id: id('room', key), data: { ...data, order } };
    }),
    ...facts.tracks.map(({ key, ...data }, order): NewRow => {
      return { kind: 'track', id: id('track', key), data: { ...data, order } };
    }),
  ];
}

/** The rows of a workshop file; the workshop's own comes first and has the workshop's id. */
export function workshopRows(slug: string, facts: WorkshopFacts, about: string | null): readonly NewRow[] {
  const id: Ids = (kind, key) => derivedId(kind, slug, key);
  const { deadlines, announcements, rooms, tracks, people, committees, sessions, talks, ...same } = facts;
  return [
    { kind: 'workshop', id: id('workshop', slug), data: { ...same, slug, about } },
    ...smallRows(facts, id),
    ...peopleRows(facts, id),
    ...sessionRows(facts, id),
    ...talkRows(facts, id),
  ];
}
