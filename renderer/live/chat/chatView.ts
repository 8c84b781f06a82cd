import { assertNever } from '#shared/assertNever.ts';
import type { RefusalReason } from '#shared/contracts/refusals.ts';
import type { ChatMessage } from '#shared/live/chat.ts';

/** Of the messages that are held, the oldest go once there are so many and the reader is at the end. */
const MOST_HELD = 600;
const HELD_AFTER = 300;

/** A message of this device's that the hub has not answered yet. */
export type Outgoing = {
  readonly id: string;
  readonly text: string;
  /** `wait`: the seconds after which the hub would take it, where it said so. */
  readonly state:
    | { readonly kind: 'sending' }
    | { readonly kind: 'failed'; readonly reason: RefusalReason; readonly wait: number | null };
};

export type ChatView = {
  /** In the hub's order. */
  readonly messages: readonly ChatMessage[];
  /** The hub has earlier ones. */
  readonly more: boolean;
  readonly loading: 'first' | 'earlier' | null;
  /** Why the last loading came to nothing. */
  readonly failed: RefusalReason | null;
  readonly outgoing: readonly Outgoing[];
  /** The seq up to which the reader has seen it; `null` before the first page. */
  readonly readUpTo: number | null;
};

export const firstChat: ChatView = {
  messages: [],
  more: false,
  loading: null,
  failed: null,
  outgoing: [],
  readUpTo: null,
};

export type ChatInput =
  | { readonly kind: 'loading'; readonly what: 'first' | 'earlier' }
  | { readonly kind: 'newest'; readonly messages: readonly ChatMessage[]; readonly more: boolean }
  | { readonly kind: 'earlier'; readonly messages: readonly ChatMessage[]; readonly more: boolean }
  | { readonly kind: 'load-failed'; readonly reason: RefusalReason }
  | { readonly kind: 'message'; readonly message: ChatMessage }
  | { readonly kind: 'deleted'; readonly id: string }
  | { readonly kind: 'send'; readonly id: string; readonly text: string }
  | {
      readonly kind: 'send-failed';
      readonly id: string;
      readonly reason: RefusalReason;
      readonly wait: number | null;
    }
  | { readonly kind: 'discard'; readonly id: string }
  /** The reader is at the end of the list. */
  | { readonly kind: 'read' };

const lastSeq = (messages: readonly ChatMessage[]): number => messages.at(-1)?.seq ?? 0;

/** What the hub has is no longer on its way. */
function settled(outgoing: readonly Outgoing[], messages: readonly ChatMessage[]): readonly Outgoing[] {
  const there = new Set(messages.map(({ id }) => id));
  return outgoing.some(({ id }) => there.has(id)) ? outgoing.filter(({ id }) => !there.has(id)) : outgoing;
}

/** After coming back the newest page stands for all before it too: what was deleted meanwhile is not kept. */
function withNewest(view: ChatView, page: readonly ChatMessage[], more: boolean): ChatView {
  const since = view.messages.filter(({ seq }) => seq > lastSeq(page));
  const messages = [...page, ...since];
  return {
    ...view,
    messages,
    more,
    loading: null,
    failed: null,
    outgoing: settled(view.outgoing, messages),
    readUpTo: view.readUpTo ?? lastSeq(messages),
  };
}

function withMessage(view: ChatView, message: ChatMessage): ChatView {
  const outgoing = settled(view.outgoing, [message]);
  if (view.messages.some(({ seq }) => seq === message.seq)) {
    return outgoing === view.outgoing ? view : { ...view, outgoing };
  }
  const after = view.messages.filter(({ seq }) => seq > message.seq);
  const before = view.messages.slice(0, view.messages.length - after.length);
  return {
    ...view,
    messages: [...before, message, ...after],
    outgoing,
  };
}

function asRead(view: ChatView): ChatView {
  const tooMany = view.messages.length > MOST_HELD;
  const readUpTo = view.readUpTo === null ? null : lastSeq(view.messages);
  if (!tooMany && readUpTo === view.readUpTo) return view;
  if (!tooMany) return { ...view, readUpTo };
  return { ...view, readUpTo, messages: view.messages.slice(-HELD_AFTER), more: true };
}

/** The chat after something happened; the same object where nothing changed. */
export function nextChat(view: ChatView, input: ChatInput): ChatView {
  switch (input.kind) {
    case 'loading':
      return { ...view, loading: input.what, failed: null };
    case 'newest':
      return withNewest(view, input.messages, input.more);
    case 'earlier': {
      const [first] = view.messages;
      const before = input.messages.filter(({ seq }) => first === undefined || seq < first.seq);
      return { ...view, messages: [...before, ...view.messages], more: input.more, loading: null };
    }
    case 'load-failed':
      return { ...view, loading: null, failed: input.reason };
    case 'message':
      return withMessage(view, input.message);
    case 'deleted':
      return {
        ...view,
        messages: view.messages.map((one) => (one.id === input.id ? { ...one, text: null } : one)),
      };
    case 'send': {
      const others = view.outgoing.filter(({ id }) => id !== input.id);
      const { id, text } = input;
      return { ...view, outgoing: [...others, { id, text, state: { kind: 'sending' } }] };
    }
    case 'send-failed': {
      const { id, reason, wait } = input;
      const fail = (one: Outgoing): Outgoing =>
        one.id === id ? { ...one, state: { kind: 'failed', reason, wait } } : one;
      return { ...view, outgoing: view.outgoing.map(fail) };
    }
    case 'discard':
      return { ...view, outgoing: view.outgoing.filter(({ id }) => id !== input.id) };
    case 'read':
      return asRead(view);
    default:
      return assertNever(input);
  }
}

/** Messages of others that the reader has not seen. */
export function unreadOf(view: ChatView, ownAccountId: string): number {
  const upTo = view.readUpTo ?? Number.POSITIVE_INFINITY;
  const unread = view.messages.filter(
    ({ seq, accountId, text }) => seq > upTo && accountId !== ownAccountId && text !== null,
  );
  return unread.length;
}
