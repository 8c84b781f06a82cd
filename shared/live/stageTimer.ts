import { z } from 'zod';

/** The timer that everybody sees: a phase of the program, or any other count-down. Instants are ms since epoch by the hub's clock. */
export const stageTimer = z.object({
  title: z.string().min(1).max(120),
  /** The phase of the session's program that it times, counted from 0; `null` for another one. */
  phase: z.int().nonnegative().nullable(),
  startedAt: z.number(),
  endsAt: z.number(),
});
export type StageTimer = Readonly<z.infer<typeof stageTimer>>;
