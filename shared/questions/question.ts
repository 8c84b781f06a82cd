import { z } from 'zod';

export const questionState = z.enum(['pending', 'approved', 'live', 'answered', 'dismissed', 'withdrawn']);
export type QuestionState = z.infer<typeof questionState>;

/** The second of a recording that raised a question (design rule Q2). */
export const anchor = z.object({ recordingId: z.uuid(), second: z.number().nonnegative() });
export type Anchor = Readonly<z.infer<typeof anchor>>;

export const QUESTION_MAX_LENGTH = 1000;
export const questionText = z.string().trim().min(1).max(QUESTION_MAX_LENGTH);

export const question = z.object({
  text: questionText,
  state: questionState,
  talkId: z.uuid().nullable(),
  sessionId: z.uuid().nullable(),
  anchor: anchor.nullable(),
  /** The asker's name; `null` for an anonymous question. */
  askedBy: z.string().nullable(),
  askedAt: z.iso.datetime(),
  dismissal: z.string().nullable(),
  /** Made for a demonstration; the interface says so. */
  sample: z.boolean(),
});
export type Question = Readonly<z.infer<typeof question>>;

/** Design rule Q4: who asked, a row of its own, for moderators and the author. */
export const authorship = z.object({ questionId: z.uuid(), accountId: z.uuid(), name: z.string() });
/** Design rule Q3: visible to its voter only; `tally` is what others see. */
export const vote = z.object({ questionId: z.uuid(), accountId: z.uuid() });
export const tally = z.object({ questionId: z.uuid(), votes: z.int().nonnegative() });

/** What was answered: a text, a span of a recording, or both. */
export const answer = z
  .object({
    questionId: z.uuid(),
    text: z.string().trim().max(4000).nullable(),
    span: z.object({ recordingId: z.uuid(), start: z.number().nonnegative(), end: z.number() }).nullable(),
    answeredAt: z.iso.datetime(),
  })
  .refine((a) => a.span === null || a.span.end > a.span.start, 'a span ends after it starts');
export type Answer = Readonly<z.infer<typeof answer>>;
