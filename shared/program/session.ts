import { z } from 'zod';
import { moment } from './moment.ts';
import { externalIds, programState } from './workshop.ts';

/** How long a phase lasts: minutes, a fraction of the whole, or whatever is left at the end. */
export const phaseLength = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('minutes'), minutes: z.number().positive() }),
  z.object({
    kind: z.literal('fraction'),
    numerator: z.int().positive(),
    denominator: z.int().positive(),
  }),
  z.object({ kind: z.literal('at-the-end') }),
]);
export const phase = z.object({ title: z.string().min(1), length: phaseLength });
export type Phase = Readonly<z.infer<typeof phase>>;

export const sessionKind = z.enum(['talks', 'keynote', 'panel', 'bof', 'tutorial', 'qa', 'break', 'social']);

/** Whose questions a live session's board takes. */
export const covers = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('talks'), talkIds: z.array(z.uuid()) }),
  z.object({ kind: z.literal('talks-without-a-live-session') }),
]);

export const session = z.object({
  kind: sessionKind,
  title: z.string().min(1),
  roomId: z.uuid().nullable(),
  trackId: z.uuid().nullable(),
  start: moment,
  end: moment,
  chairIds: z.array(z.uuid()),
  phases: z.array(phase),
  description: z.string().nullable(),
  /** A live session has a stage; others are played from recordings only. */
  live: z.boolean(),
  covers,
  order: z.int(),
  state: programState,
  externalIds,
});
export type Session = Readonly<z.infer<typeof session>>;
