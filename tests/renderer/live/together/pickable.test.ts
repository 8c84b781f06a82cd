import { expect, it } from 'vitest';
import { pickable } from '#renderer/live/together/pickable.ts';
import type { TalkEntry } from '#renderer/program/talkEntries.ts';

function entry(id: string, sessionId: string | null, released: boolean | null, withdrawn = false): TalkEntry {
  const row = { workshopId: 'w', rev: 1 };
  return {
    talk: { ...row, kind: 'talk', id, data: { title: `Talk ${id}`, sessionId } },
    speakers: [{ personId: 'p', name: 'Zoë Sample', affiliations: [], sample: true, photo: null }],
    recording: released === null ? null : { ...row, kind: 'recording', id: `r${id}`, data: { withdrawn } },
    contents:
      released === null ? null : { ...row, kind: 'recordingContents', id: `r${id}`, data: { released } },
  } as unknown as TalkEntry;
}

const talks = [
  entry('1', 'other', true),
  entry('2', 'here', true),
  entry('3', 'here', false),
  entry('4', 'here', null),
];
const ids = (sought: string) => pickable(talks, 'here', sought).map(({ entry: { talk } }) => talk.id);

it('lists what has a recording, this session first', () => {
  expect(ids('')).toEqual(['2', '3', '1']);
});

it('says which everybody may see', () => {
  expect(pickable(talks, 'here', '').map(({ released }) => released)).toEqual([true, false, true]);
});

it('leaves out what was withdrawn', () => {
  expect(pickable([entry('5', 'here', true, true)], 'here', '')).toEqual([]);
});

it('finds by every word, in titles and names, without accents and in any order', () => {
  expect(ids('zoe 1')).toEqual(['1']);
  expect(ids('ZOË')).toEqual(['2', '3', '1']);
  expect(ids('nobody 1')).toEqual([]);
});
