import { z } from 'zod';

/** Whether the stage is recorded (rule L8). `asks`: the workshop has people agree before they are recorded. */
export const stageRecording = z.object({
  /** ms since epoch by the hub's clock; `null` while it is not recorded. */
  since: z.number().nullable(),
  asks: z.boolean(),
  /** The reader has agreed. */
  agreed: z.boolean(),
  /** What becomes of what was recorded before: nothing yet, being put together, there, or why not. */
  made: z.enum(['none', 'composing', 'done', 'failed']),
});
export type StageRecording = Readonly<z.infer<typeof stageRecording>>;
