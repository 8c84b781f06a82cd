import { z } from 'zod';
import { role } from '../people/account.ts';

export const CHAT_MAX_LENGTH = 1000;

/** Characters that are no text: all control characters but line break and tab. */
const NO_TEXT = /[^\P{Cc}\n\t]/u;

export const chatText = z
  .string()
  .trim()
  .min(1)
  .max(CHAT_MAX_LENGTH)
  .refine((text) => !NO_TEXT.test(text), 'control characters');

/** Rule Q6: locked for all who do not run the stage; slow mode, in seconds between two messages of one person. */
export const chatRules = z.object({ locked: z.boolean(), slow: z.int().min(0).max(300) });
export type ChatRules = Readonly<z.infer<typeof chatRules>>;

/** What of the rules is to be another, so that two who change them at once do not undo each other. */
export const chatChange = chatRules.partial();
export type ChatChange = Readonly<z.infer<typeof chatChange>>;

export function chatAfter(before: ChatRules, change: ChatChange): ChatRules {
  const { locked = before.locked, slow = before.slow } = change;
  return { locked, slow };
}

/** `id` is the sender's own, so that a message that is sent again arrives once; `seq` is the hub's order in its session. */
export const chatMessage = z.object({
  id: z.uuid(),
  seq: z.int().positive(),
  accountId: z.uuid(),
  name: z.string(),
  role,
  /** `null` once it was deleted. */
  text: z.string().nullable(),
  /** ms since epoch by the hub's clock. */
  at: z.number(),
});
export type ChatMessage = Readonly<z.infer<typeof chatMessage>>;

/** Messages of one page, newest last. */
export const CHAT_PAGE = 100;

export const reaction = z.enum(['clap', 'heart', 'laugh', 'wow', 'yes', 'no']);
export type Reaction = z.infer<typeof reaction>;

/** How many of each since the last notice; ephemeral (rule S8). */
export const reactionCounts = z.partialRecord(reaction, z.int().positive());
export type ReactionCounts = Readonly<z.infer<typeof reactionCounts>>;

/** The hub tells reactions together, at most so often, in ms. */
export const REACTION_PACE_MS = 250;
