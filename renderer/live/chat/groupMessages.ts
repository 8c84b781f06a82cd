import type { ChatMessage } from '#shared/live/chat.ts';

/** Messages of one person that follow each other within so many ms stand under one name. */
const TOGETHER_MS = 180_000;

export type ChatGroup = { readonly first: ChatMessage; readonly messages: readonly ChatMessage[] };

export function groupMessages(messages: readonly ChatMessage[]): readonly ChatGroup[] {
  const groups: { first: ChatMessage; messages: ChatMessage[] }[] = [];
  for (const message of messages) {
    const group = groups.at(-1);
    const last = group?.messages.at(-1);
    const joins =
      group !== undefined &&
      last !== undefined &&
      last.accountId === message.accountId &&
      message.at - last.at < TOGETHER_MS;
    if (joins) group.messages.push(message);
    else groups.push({ first: message, messages: [message] });
  }
  return groups;
}
