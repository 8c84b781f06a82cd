import { expect, it } from 'vitest';
import type { AgendaItem } from '#renderer/agenda/agendaItems.ts';
import { agendaSet } from '#renderer/recordings/queue/agendaSet.ts';
import { isMoreThanOwn, membersOf } from '#renderer/recordings/queue/membersOf.ts';
import { isInSet, type SetMember } from '#renderer/recordings/queue/recordingSet.ts';
import type { Member } from '#renderer/recordings/queue/useMembers.ts';
import type { Recording } from '#shared/recordings/recording.ts';
import type { Row } from '#shared/sync/rows.ts';

const ofTalk = (talkId: string) => ({ kind: 'talk', talkId }) as const;
const ofSession = (sessionId: string) => ({ kind: 'session', sessionId }) as const;
const talk = (id: string, sessionId: string | null) =>
  ({ kind: 'talk', id, data: { sessionId } }) as unknown as Row<'talk'>;
const recording = (id: string, of: Recording['of'], mayBeKept = true) =>
  ({ kind: 'recording', id, data: { of, mayBeKept, withdrawn: false } }) as unknown as Row<'recording'>;
const contents = (recordingId: string, released = true) =>
  ({
    kind: 'recordingContents',
    workshopId: 'w',
    data: {
      recordingId,
      released,
      withdrawn: false,
      renditions: [
        { id: `${recordingId}-video`, kind: 'video', size: 100 },
        { id: `${recordingId}-audio`, kind: 'audio', size: 10 },
      ],
    },
  }) as unknown as Row<'recordingContents'>;

const rows = {
  hub: 'hub',
  talks: [talk('a', 'one'), talk('b', 'one'), talk('c', 'two'), talk('d', null)],
  recordings: [
    recording('ra', ofTalk('a')),
    recording('rb', ofTalk('b')),
    recording('rc', ofTalk('c')),
    recording('rd', ofTalk('d')),
    recording('r1', ofSession('one')),
    recording('r3', ofSession('three')),
  ],
  contents: ['ra', 'rc', 'r1', 'r3'].map((id) => contents(id)),
};
const ids = (members: readonly SetMember[]) => members.map(({ recording: row }) => row?.id);

it('a session has its talks and what was recorded of its own stage; a workshop has all', () => {
  expect(ids(membersOf(rows, 'one'))).toEqual(['ra', 'rb', 'r1']);
  expect(ids(membersOf(rows, 'three'))).toEqual(['r3']);
  expect(ids(membersOf(rows, 'nowhere'))).toEqual([]);
  expect(ids(membersOf(rows, null))).toEqual(['ra', 'rb', 'rc', 'rd', 'r1', 'r3']);
});

it('a member has the contents of its own recording, and none before its release', () => {
  const members = membersOf(rows, 'one');
  expect(members.map(({ hub }) => hub)).toEqual(['hub', 'hub', 'hub']);
  expect(members.map((member) => member.contents?.data.recordingId)).toEqual(['ra', undefined, 'r1']);
});

it('a session whose own recording is all that is open has nothing to be downloaded in one go', () => {
  expect(isMoreThanOwn(membersOf(rows, 'one'))).toBe(true);
  expect(isMoreThanOwn(membersOf(rows, 'three'))).toBe(false);
  const closed = { ...rows, contents: [contents('ra', false), contents('r1')] };
  expect(isMoreThanOwn(membersOf(closed, 'one'))).toBe(false);
});

const member = (hub: string, row: Row<'recording'>) =>
  ({ hub, recording: row, contents: contents(row.id) }) as unknown as Member;
const item = (hub: string, talkId: string) => ({ hub, entry: { talkId } }) as unknown as AgendaItem;

it('the agenda has the recordings of its talks, in its order, each of its own hub, and none of a session', () => {
  const all = [
    member('hub', recording('ra', ofTalk('a'))),
    member('other', recording('elsewhere', ofTalk('b'))),
    member('hub', recording('rb', ofTalk('b'))),
    member('hub', recording('r1', ofSession('a'))),
    member('hub', recording('rc', ofTalk('c'))),
  ];
  const agenda = [item('hub', 'b'), item('hub', 'nothing recorded'), item('hub', 'a')];
  expect(ids(agendaSet(all, agenda))).toEqual(['rb', 'ra']);
  expect(ids(agendaSet(all, [item('other', 'b'), item('other', 'a')]))).toEqual(['elsewhere']);
  expect(agendaSet(all, [])).toEqual([]);
});

it('the rest of a recording is offered while it is of the program, open and may be kept', () => {
  const ref = (id: string, kind: 'video' | 'audio', hub = 'hub') =>
    ({ hub, rendition: { id, kind } }) as Parameters<typeof isInSet>[1];
  const all = [
    member('hub', recording('ra', ofTalk('a'))),
    member('hub', recording('rb', ofTalk('b'), false)),
  ];
  expect(isInSet(all, ref('ra-video', 'video'))).toBe(true);
  expect(isInSet(all, ref('ra-audio', 'audio'))).toBe(true);
  expect(isInSet(all, ref('ra-video', 'video', 'other'))).toBe(false);
  expect(isInSet(all, ref('rb-video', 'video'))).toBe(false);
  expect(isInSet(all, ref('replaced', 'video'))).toBe(false);
});
