import { z } from 'zod';
import { chatChange } from './chat.ts';
import { airing, mediaSource } from './stage.ts';

const somebody = { accountId: z.uuid() };
const seconds = z.number().min(0).max(86_400);

/**
 * What people do on a stage, beside sending and receiving media. Those of `runActs` are for who runs the stage;
 * the others are about oneself. Each is stored and in the session's log (rules L7, Q6).
 */
export const stageAct = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('raise-hand') }),
  z.object({ kind: z.literal('lower-hand') }),
  /** To an invitation; `airs` may be less than what was offered, never more. */
  z.object({ kind: z.literal('accept'), airs: airing }),
  /** The hand stays up where it was. */
  z.object({ kind: z.literal('decline') }),
  /** A guest goes back to the audience. */
  z.object({ kind: z.literal('step-down') }),
  /** To being recorded. */
  z.object({ kind: z.literal('agree') }),
  z.object({ kind: z.literal('invite'), ...somebody, airs: airing }),
  z.object({ kind: z.literal('uninvite'), ...somebody }),
  z.object({ kind: z.literal('dismiss-hand'), ...somebody }),
  /** The producer is paused at the hub; the person may unmute. */
  z.object({ kind: z.literal('mute'), ...somebody }),
  z.object({ kind: z.literal('mute-all') }),
  z.object({ kind: z.literal('stop-source'), ...somebody, source: mediaSource.exclude(['microphone']) }),
  z.object({ kind: z.literal('bring-down'), ...somebody }),
  /** Out of the room; may come in again. */
  z.object({ kind: z.literal('remove'), ...somebody }),
  /** Out, and not in again until unbanned. */
  z.object({ kind: z.literal('ban'), ...somebody }),
  z.object({ kind: z.literal('unban'), ...somebody }),
  z.object({ kind: z.literal('spotlight'), accountId: z.uuid().nullable() }),
  z.object({
    kind: z.literal('start-timer'),
    title: z.string().trim().min(1).max(120),
    phase: z.int().nonnegative().nullable(),
    seconds: seconds.min(5),
  }),
  /** "Add five minutes": less than nothing takes away. A timer that is over runs again from now. */
  z.object({ kind: z.literal('extend-timer'), seconds: z.number().min(-3600).max(3600) }),
  z.object({ kind: z.literal('stop-timer') }),
  z.object({ kind: z.literal('play'), recordingId: z.uuid(), position: seconds }),
  z.object({ kind: z.literal('play-pause'), run: z.int() }),
  z.object({ kind: z.literal('play-resume'), run: z.int() }),
  z.object({ kind: z.literal('play-seek'), run: z.int(), position: seconds }),
  z.object({ kind: z.literal('play-stop'), run: z.int() }),
  z.object({ kind: z.literal('start-recording') }),
  z.object({ kind: z.literal('stop-recording') }),
  z.object({ kind: z.literal('set-chat'), rules: chatChange }),
  z.object({ kind: z.literal('delete-message'), messageId: z.uuid() }),
]);
export type StageAct = Readonly<z.infer<typeof stageAct>>;
export type StageActKind = StageAct['kind'];

const ownActs: ReadonlySet<StageActKind> = new Set([
  'raise-hand',
  'lower-hand',
  'accept',
  'decline',
  'step-down',
  'agree',
]);

/** Whether an act is for those alone who run the stage (rules A3, Q6). */
export function isRunAct(kind: StageActKind): boolean {
  return !ownActs.has(kind);
}

/**
 * What a session's log tells beside acts. `phase`: its detail is the phase; `left`: by asking; `lost`: the socket was
 * not back in time, or the media worker died; `taken-over`: by another device of the account.
 */
export const stageEvents = ['phase', 'came', 'left', 'lost', 'taken-over'] as const;

/** Acts on the session's board that its log tells; their subject is the question's text. */
export const boardActs = ['approve', 'dismiss', 'restore', 'putLive', 'takeBack', 'answer'] as const;
export type BoardAct = (typeof boardActs)[number];

export type StageLogKind = StageActKind | (typeof stageEvents)[number] | `question.${BoardAct}`;

/** One line of a session's log (rule Q6). `subject`: whom or what it was done to, by name. */
export const stageLogEntry = z.object({
  seq: z.int().positive(),
  /** ms since epoch by the hub's clock. */
  at: z.number(),
  by: z.object({ accountId: z.uuid(), name: z.string() }).nullable(),
  /** A `StageLogKind`, or one of a later version. */
  kind: z.string().max(40),
  subject: z.string().nullable(),
  detail: z.string().nullable(),
});
export type StageLogEntry = Readonly<z.infer<typeof stageLogEntry>>;
