import { z } from 'zod';

/**
 * A recording that a chair plays to everyone; each device plays it from its own cache, or streams it, in step.
 * No video is sent over the stage.
 */
export const playedTogether = z.object({
  recordingId: z.uuid(),
  /** Grows with every act on it, so that an act that was meant for another playing is refused. */
  run: z.int().nonnegative(),
  /** Seconds into the recording at the instant `at` (ms since epoch by the hub's clock). */
  position: z.number().nonnegative(),
  at: z.number(),
  paused: z.boolean(),
  by: z.uuid(),
});
export type PlayedTogether = Readonly<z.infer<typeof playedTogether>>;

/** Where in the recording everybody should be, in seconds, at `now` (ms since epoch, by the hub's clock). */
export function positionAt(played: PlayedTogether, now: number): number {
  return played.paused ? played.position : played.position + Math.max(0, now - played.at) / 1000;
}
