import { z } from 'zod';
import { questionText } from '#shared/questions/question.ts';
import { instantField, keyField, optionalText, textField, textList } from './fields.ts';

const second = z.number().nonnegative();
const somebody = z.strictObject({ name: textField });

const sampleQuestion = z.strictObject({
  key: keyField,
  recording: keyField,
  second,
  text: questionText,
  state: z.enum(['pending', 'approved', 'answered']),
  askedAt: instantField,
  votes: z.int().nonnegative().max(50).default(0),
  answer: z
    .strictObject({
      text: optionalText,
      span: z.strictObject({ recording: keyField, start: second, end: second }).nullable().default(null),
      answeredAt: instantField,
    })
    .nullable()
    .default(null),
});

/** `rehearsal.yml`: what a demonstration adds to the workshops. */
export const rehearsalShape = z.strictObject({
  programStart: instantField,
  releases: z
    .array(z.strictObject({ recording: keyField, afterSeconds: z.number().nonnegative() }))
    .default([]),
  people: z.strictObject({
    attendee: somebody,
    attendee2: somebody,
    speaker: somebody.extend({ workshop: keyField, affiliations: textList }),
    moderator: somebody,
    organizer: somebody,
  }),
  questions: z.array(sampleQuestion).default([]),
});
export type RehearsalFacts = Readonly<z.output<typeof rehearsalShape>>;
