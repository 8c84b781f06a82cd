import type { WorkshopFacts } from './workshopShape.ts';
import type { YamlFile } from './YamlFile.ts';

type Keyed = readonly { readonly key: string }[];

function checkKeys(yaml: YamlFile, list: string, items: Keyed): void {
  const seen = new Set<string>();
  for (const [i, { key }] of items.entries()) {
    if (seen.has(key)) yaml.report([list, i, 'key'], `is there twice: ${key}`);
    seen.add(key);
  }
}

/** Reports each duplicate key, and each key that names nothing. */
export function checkReferences(yaml: YamlFile, facts: WorkshopFacts): void {
  for (const list of ['deadlines', 'announcements', 'rooms', 'tracks', 'sessions', 'talks'] as const) {
    checkKeys(yaml, list, facts[list]);
  }
  const known = {
    person: new Set(Object.keys(facts.people)),
    room: new Set(facts.rooms.map((room) => room.key)),
    track: new Set(facts.tracks.map((track) => track.key)),
    session: new Set(facts.sessions.map((session) => session.key)),
    talk: new Set(facts.talks.map((talk) => talk.key)),
  };
  const check = (what: keyof typeof known, key: string | null, ...path: (string | number)[]) => {
    if (key !== null && !known[what].has(key)) yaml.report(path, `names an unknown ${what}: ${key}`);
  };
  for (const [i, { members }] of facts.committees.entries()) {
    for (const [k, key] of members.entries()) check('person', key, 'committees', i, 'members', k);
  }
  for (const [i, session] of facts.sessions.entries()) {
    check('room', session.room, 'sessions', i, 'room');
    check('track', session.track, 'sessions', i, 'track');
    for (const [k, key] of session.chairs.entries()) check('person', key, 'sessions', i, 'chairs', k);
    if (!Array.isArray(session.covers)) continue;
    for (const [k, key] of session.covers.entries()) check('talk', key, 'sessions', i, 'covers', k);
  }
  for (const [i, talk] of facts.talks.entries()) {
    check('session', talk.session, 'talks', i, 'session');
    check('room', talk.room, 'talks', i, 'room');
    check('track', talk.track, 'talks', i, 'track');
    for (const [k, speaker] of talk.speakers.entries()) {
      check('person', speaker.person, 'talks', i, 'speakers', k);
    }
  }
}
