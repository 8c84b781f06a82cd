import { expect, it } from 'vitest';
import type { TalkEntry } from '#renderer/program/talkEntries.ts';
import { aroundInSession, sessionTalks } from '#renderer/recordings/next/sessionTalks.ts';

function entry(
  id: string,
  options: { session?: string; at?: string; released?: boolean | null } = {},
): TalkEntry {
  const { session = 's', at, released = true } = options;
  const start = at === undefined ? { kind: 'unknown' } : { kind: 'instant', at };
  const contents = released === null ? null : { data: { released } };
  return {
    talk: { id, data: { sessionId: session, start } },
    speakers: [],
    recording: null,
    contents,
  } as unknown as TalkEntry;
}
const ids = (talks: readonly TalkEntry[]) => talks.map(({ talk }) => talk.id).join(' ');

it('the next talk is of the same session and can be watched', () => {
  const talks = [
    entry('a'),
    entry('b', { released: false }),
    entry('c', { session: 'x' }),
    entry('d', { released: null }),
    entry('e'),
  ];
  const [a] = talks;
  expect(ids(sessionTalks(talks, 's'))).toBe('a e');
  expect(a && aroundInSession(talks, a).next?.talk.id).toBe('e');
  expect(a && aroundInSession(talks, a).previous).toBeNull();
});

it('talks follow each other by their start, else as the program lists them', () => {
  const late = entry('late', { at: '2020-06-25T15:00:00.000Z' });
  const early = entry('early', { at: '2020-06-25T14:00:00.000Z' });
  expect(ids(sessionTalks([late, early], 's'))).toBe('early late');
  expect(aroundInSession([late, early], late)).toMatchObject({ previous: early, next: null });
  expect(ids(sessionTalks([entry('second'), entry('first')], 's'))).toBe('second first');
});

it('a talk of no session and one that cannot be watched have nothing around them', () => {
  const alone = { ...entry('alone') };
  expect(sessionTalks([alone], null)).toEqual([]);
  expect(aroundInSession([entry('a')], entry('z', { released: false }))).toEqual({
    previous: null,
    next: null,
  });
});
