import { describe, expect, it } from 'vitest';
import {
  type ChatInput,
  type ChatView,
  firstChat,
  nextChat,
  unreadOf,
} from '#renderer/live/chat/chatView.ts';
import { messageAt, own } from './messages.ts';

const chatAfter = (...inputs: readonly ChatInput[]): ChatView => inputs.reduce(nextChat, firstChat);
const seqs = (view: ChatView) => view.messages.map(({ seq }) => seq);
const newest = (from: number, to: number, more = false): ChatInput => ({
  kind: 'newest',
  messages: Array.from({ length: to - from + 1 }, (_, i) => messageAt(from + i)),
  more,
});
const message = (seq: number): ChatInput => ({ kind: 'message', message: messageAt(seq) });

describe('the chat of a session', () => {
  it('keeps messages in the order of the hub, each once, whichever way they came', () => {
    expect(seqs(chatAfter(message(3), newest(1, 2), message(3), message(5), message(4)))).toEqual([
      1, 2, 3, 4, 5,
    ]);
  });

  it('puts earlier pages before what is there and tells whether there is more', () => {
    const view = chatAfter(newest(101, 103, true), {
      kind: 'earlier',
      messages: [99, 100, 101].map((seq) => messageAt(seq)),
      more: false,
    });
    expect(seqs(view)).toEqual([99, 100, 101, 102, 103]);
    expect(view.more).toBe(false);
  });

  it('forgets after coming back what is before the newest page: it may have been deleted meanwhile', () => {
    const view = chatAfter(newest(1, 3), message(4), newest(3, 8, true), message(9));
    expect(seqs(view)).toEqual([3, 4, 5, 6, 7, 8, 9]);
    expect(view.more).toBe(true);
  });

  it('keeps the place of a deleted message without its words', () => {
    const view = chatAfter(newest(1, 2), { kind: 'deleted', id: messageAt(1).id });
    expect(view.messages.map(({ text }) => text)).toEqual([null, 'number 2']);
  });

  it('shows an own message at once, and once only when the hub has it', () => {
    const mine = messageAt(3, { accountId: own });
    const sent = chatAfter(newest(1, 2), { kind: 'send', id: mine.id, text: 'number 3' });
    expect(sent.outgoing.map(({ state }) => state.kind)).toEqual(['sending']);
    const told = nextChat(sent, { kind: 'message', message: mine });
    expect(told.outgoing).toEqual([]);
    expect(seqs(nextChat(told, { kind: 'message', message: mine }))).toEqual([1, 2, 3]);
  });

  it('keeps the words of a message that failed, and shows it no more where the hub had taken it after all', () => {
    const mine = messageAt(3, { accountId: own });
    const failed = chatAfter(
      newest(1, 2),
      { kind: 'send', id: mine.id, text: 'number 3' },
      { kind: 'send-failed', id: mine.id, reason: 'too-many', wait: 9 },
    );
    expect(failed.outgoing).toEqual([
      { id: mine.id, text: 'number 3', state: { kind: 'failed', reason: 'too-many', wait: 9 } },
    ]);
    const back = nextChat(failed, { kind: 'newest', messages: [mine], more: false });
    expect(back.outgoing).toEqual([]);
    expect(nextChat(failed, { kind: 'discard', id: mine.id }).outgoing).toEqual([]);
  });

  it('counts as unread what others wrote after the last time at the end, and nothing that was there before', () => {
    const came = chatAfter(newest(1, 40));
    expect(unreadOf(came, own)).toBe(0);
    const later = [
      message(41),
      { kind: 'message', message: messageAt(42, { accountId: own }) } as const,
      { kind: 'message', message: messageAt(43, { text: null }) } as const,
      message(44),
    ].reduce(nextChat, came);
    expect(unreadOf(later, own)).toBe(2);
    expect(unreadOf(nextChat(later, { kind: 'read' }), own)).toBe(0);
    expect(unreadOf(nextChat(later, newest(30, 44)), own)).toBe(4);
  });

  it('lets the oldest go while the reader is at the end, so that a long day stays light', () => {
    const long = chatAfter(newest(1, 100), ...Array.from({ length: 600 }, (_, i) => message(101 + i)));
    const read = nextChat(long, { kind: 'read' });
    expect(read.messages).toHaveLength(300);
    expect(read.messages.at(-1)?.seq).toBe(700);
    expect(read.more).toBe(true);
  });
});
