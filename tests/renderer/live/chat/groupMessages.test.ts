import { expect, it } from 'vitest';
import { groupMessages } from '#renderer/live/chat/groupMessages.ts';
import { messageAt, own } from './messages.ts';

it('messages of one person stand under one name until somebody else writes or some minutes have passed', () => {
  const groups = groupMessages([
    messageAt(1, { at: 0 }),
    messageAt(2, { at: 60_000 }),
    messageAt(3, { at: 61_000, accountId: own }),
    messageAt(4, { at: 62_000 }),
    messageAt(5, { at: 600_000 }),
  ]);
  expect(groups.map(({ messages }) => messages.map(({ seq }) => seq))).toEqual([[1, 2], [3], [4], [5]]);
});
