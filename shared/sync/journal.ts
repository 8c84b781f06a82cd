import { z } from 'zod';
import { command } from '../contracts/commands.ts';
import { refusalReason } from '../contracts/refusals.ts';
import { moment } from '../program/moment.ts';

const ofTalk = z.object({ workshopId: z.uuid(), talkId: z.uuid() });

/**
 * What only this device has, as it happened (rule S11). `at` is in ms on the program's clock. The state
 * of a person's things is the fold of the entries in their order; the last word on a key wins.
 */
export const journalEntry = z.discriminatedUnion('type', [
  /** `after`: the command that this one needs to be applied first, such as the question that it votes for. */
  z.object({ type: z.literal('command.added'), command, at: z.number(), after: z.uuid().nullable() }),
  z.object({ type: z.literal('command.applied'), id: z.uuid(), rev: z.int().nonnegative(), at: z.number() }),
  z.object({
    type: z.literal('command.refused'),
    id: z.uuid(),
    reason: refusalReason,
    detail: z.string().nullable(),
  }),
  /** The author gave up a refused command, or replaced it by a new one. */
  z.object({ type: z.literal('command.discarded'), id: z.uuid() }),
  /** The hub's epoch changed: an applied command may be lacking there and is pushed again (rule S10). */
  z.object({ type: z.literal('command.resent'), id: z.uuid() }),
  /** A talk was put into the agenda, as it stood then, so that its changes can be told in words. */
  z.object({
    type: z.literal('agenda.starred'),
    ...ofTalk.shape,
    title: z.string(),
    start: moment,
    minutes: z.number().nullable(),
    room: z.string().nullable(),
    at: z.number(),
  }),
  z.object({ type: z.literal('agenda.unstarred'), ...ofTalk.shape }),
  /** Minutes before its start that a talk is reminded of; `null` is never. */
  z.object({
    type: z.literal('agenda.reminder'),
    ...ofTalk.shape,
    minutes: z.int().nonnegative().nullable(),
  }),
  /** A note or a bookmark at a second of a recording, or a note on the whole (`second: null`); again replaces it. */
  z.object({
    type: z.literal('mark.kept'),
    markId: z.uuid(),
    workshopId: z.uuid(),
    recordingId: z.uuid(),
    kind: z.enum(['note', 'bookmark']),
    second: z.number().nonnegative().nullable(),
    /** Markdown. */
    text: z.string().max(20_000),
    at: z.number(),
  }),
  z.object({ type: z.literal('mark.removed'), markId: z.uuid() }),
  z.object({
    type: z.literal('progress'),
    workshopId: z.uuid(),
    recordingId: z.uuid(),
    /** Seconds; where watching goes on. */
    second: z.number().nonnegative(),
    finished: z.boolean(),
    at: z.number(),
  }),
]);
export type JournalEntry = Readonly<z.infer<typeof journalEntry>>;

/** An entry with its number in the journal, from 1, never used twice. */
export const journaled = z.object({ seq: z.int().positive(), entry: journalEntry });
export type Journaled = Readonly<z.infer<typeof journaled>>;

/** Whose journal: one per hub and account on a device (rule S12). */
export const journalOwner = z.object({ hub: z.string(), accountId: z.uuid() });
export type JournalOwner = Readonly<z.infer<typeof journalOwner>>;
