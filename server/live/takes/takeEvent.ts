import { z } from 'zod';
import { playedTogether } from '#shared/live/playedTogether.ts';
import { stagePhase } from '#shared/live/stage.ts';
import { questionState } from '#shared/questions/question.ts';

/** What was shown, asked and played during a take (rule L8); each stands until the next of its kind. */
export const takeEventBody = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('phase'), phase: stagePhase }),
  /** Who is heard. */
  z.object({ kind: z.literal('speaker'), accountId: z.uuid().nullable() }),
  z.object({ kind: z.literal('spotlight'), accountId: z.uuid().nullable() }),
  z.object({ kind: z.literal('playing'), playing: playedTogether.nullable() }),
  /** A question on this stage's board was put live, or is it no more. */
  z.object({ kind: z.literal('question'), questionId: z.uuid(), state: questionState }),
]);
export type TakeEventBody = Readonly<z.infer<typeof takeEventBody>>;
/** `at`: ms since epoch by the hub's clock. */
export type TakeEvent = { readonly at: number; readonly body: TakeEventBody };
