import { z } from 'zod';

/** Design rule L2. */
export const stagePhase = z.enum(['closed', 'green-room', 'live', 'ended']);
export type StagePhase = z.infer<typeof stagePhase>;

export const mediaSource = z.enum(['microphone', 'camera', 'screen']);
export type MediaSource = z.infer<typeof mediaSource>;

export const stageProducer = z.object({
  id: z.string(),
  kind: z.enum(['audio', 'video']),
  source: mediaSource,
  paused: z.boolean(),
});
export type StageProducer = Readonly<z.infer<typeof stageProducer>>;

/** Who is in the room, and where. A place belongs to one device of an account (design rule L7). */
export const place = z.object({
  accountId: z.uuid(),
  name: z.string(),
  role: z.enum(['attendee', 'speaker', 'moderator', 'organizer']),
  where: z.enum(['stage', 'audience']),
  producers: z.array(stageProducer),
});
export type Place = Readonly<z.infer<typeof place>>;

/**
 * The whole of a stage as one reader may see it, sent after every change: a rejoin needs no history.
 * `seq` grows by one with each; an older one that arrives late is dropped.
 */
export const stageState = z.object({
  sessionId: z.uuid(),
  seq: z.int().nonnegative(),
  phase: stagePhase,
  places: z.array(place),
  audience: z.int().nonnegative(),
});
export type StageState = Readonly<z.infer<typeof stageState>>;

/** The public row of a stage: what the program shows about it. */
export const stageRow = z.object({ sessionId: z.uuid(), phase: stagePhase });

/** Design rule L2: what a moderator may do to a stage. */
const phaseTable: Readonly<Record<StagePhase, readonly StagePhase[]>> = {
  closed: ['green-room', 'live'],
  'green-room': ['live', 'closed'],
  live: ['ended', 'green-room'],
  ended: ['live'],
};

export function mayMovePhase(from: StagePhase, to: StagePhase): boolean {
  return phaseTable[from].includes(to);
}
