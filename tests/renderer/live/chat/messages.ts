import type { ChatMessage } from '#shared/live/chat.ts';

export const own = '00000000-0000-4000-8000-000000000001';
export const other = '00000000-0000-4000-8000-000000000002';

/** A message of a test's, from somebody else where nothing else is said. */
export function messageAt(seq: number, changed: Partial<ChatMessage> = {}): ChatMessage {
  const id = `00000000-0000-4000-8000-${String(seq).padStart(12, '0')}`;
  const text = `number ${seq}`;
  return { id, seq, accountId: other, name: 'Sample Person', role: 'attendee', text, at: seq, ...changed };
}
