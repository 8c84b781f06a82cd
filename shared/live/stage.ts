import { z } from 'zod';
import { role } from '../people/account.ts';
import { chatRules } from './chat.ts';
import { playedTogether } from './playedTogether.ts';
import { stageRecording } from './stageRecording.ts';
import { stageTimer } from './stageTimer.ts';

/** Design rule L2. */
export const stagePhase = z.enum(['closed', 'green-room', 'live', 'ended']);
export type StagePhase = z.infer<typeof stagePhase>;

/** `screen-sound` is what the computer itself plays while its screen is shown. */
export const mediaSource = z.enum(['microphone', 'camera', 'screen', 'screen-sound']);
export type MediaSource = z.infer<typeof mediaSource>;

/** What somebody on the stage may send: sound alone, or sound and pictures. */
export const airing = z.enum(['audio', 'audio-video']);
export type Airing = z.infer<typeof airing>;

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
  role,
  /** Runs this stage: a moderator, an organizer, or a chair of this session (rule Q6). */
  runs: z.boolean(),
  where: z.enum(['stage', 'audience']),
  /** What may be sent from here; `null` in the audience (rule L1). */
  airs: airing.nullable(),
  /** Brought up from the audience by a hand, so "back down" leads there again. */
  guest: z.boolean(),
  producers: z.array(stageProducer),
});
export type Place = Readonly<z.infer<typeof place>>;

/** A raised hand (rule L3). `position` counts from 1 in the order of raising. */
export const hand = z.object({
  accountId: z.uuid(),
  name: z.string(),
  /** Milliseconds since epoch, by the hub's clock. */
  raisedAt: z.number(),
  position: z.int().positive(),
  /** Never brought onto a stage of this workshop before. */
  firstTime: z.boolean(),
  /** Invited, and asked to accept. */
  invited: airing.nullable(),
});
export type Hand = Readonly<z.infer<typeof hand>>;

const named = z.object({ accountId: z.uuid(), name: z.string() });

/**
 * The whole of a stage as one reader may see it, sent after every change: a rejoin needs no history.
 * `seq` grows by one with each; an older one that arrives late is dropped.
 */
export const stageState = z.object({
  sessionId: z.uuid(),
  seq: z.int().nonnegative(),
  phase: stagePhase,
  /** When it went live last, in ms since epoch by the hub's clock. */
  liveSince: z.number().nullable(),
  places: z.array(place),
  audience: z.int().nonnegative(),
  /** All of them for who runs the stage, the own one for others. */
  hands: z.array(hand),
  handCount: z.int().nonnegative(),
  /** Whom a moderator has put in front for everybody. */
  spotlight: z.uuid().nullable(),
  timer: stageTimer.nullable(),
  playing: playedTogether.nullable(),
  recording: stageRecording,
  chat: chatRules,
  /** Only for who runs the stage. */
  banned: z.array(named),
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
