import { z } from 'zod';
import { mediaSource, stagePhase, stageState } from '../live/stage.ts';
import { change } from '../sync/rows.ts';
import { dtlsParameters, rtpCapabilities, rtpParameters, transportOptions } from './media.ts';
import { refusal } from './refusals.ts';

/**
 * The wire between app and hub over socket.io, websocket only, namespace `/`.
 *
 * Connecting. `auth` is `socketAuth`, asked anew for every attempt (give a function). A refusal arrives as
 * `connect_error` whose `data` is a refusal: wrong-origin, protocol-mismatch, malformed, token-missing,
 * token-expired, token-forged, too-many. socket.io does not try again by itself after one: fetch a token,
 * then `connect()`. When the token of an open socket expires the hub closes the transport (`transport
 * close`: socket.io reconnects by itself); `auth.renew` before that, same account and device only, extends.
 * After every connect: pull (rule S8) and, if on a stage, `stage.join` again.
 *
 * Answers. Every request is acknowledged with `{ ok: reply }` or a refusal; a message that does not parse,
 * or an unknown event, is `malformed`; more than `SOCKET_RATE` requests at once are `too-many`.
 *
 * Places. A socket has at most one place, on one stage. Every `stage.join` gives a fresh, empty place: what
 * this device had before (also on an older socket that is not gone yet) is closed without a `stage.lost`,
 * so make transports, producers and consumers anew. Another device of the account: `place-taken`, unless
 * `takeOver`, and then that one hears `stage.lost` taken-over. A dropped socket's place and its media stay
 * for `PLACE_GRACE_MS`; others see no change if it joins again within that time. Speakers, moderators and
 * organizers stand on the stage, attendees in the audience.
 *
 * Phases. `live`: all may join and hear. `green-room`: only who may produce joins, sees and hears; an
 * attendee who was there before keeps the place, sees only itself, and its consumers are closed.
 * `closed`, `ended`: only who may run the stage joins; all producers are closed. Otherwise `stage-closed`.
 * `stage.setPhase` needs no place; the same phase again is already-done, a move that `mayMovePhase` does
 * not have is wrong-state.
 *
 * State. `stage.state` comes whole after each change, to those with a place there; forget the last one
 * when you send `stage.join`, then keep the newest by `newerState`. It is the only word on producers: one
 * that appears there is to be consumed (not your own), one that is gone takes its consumer with it (the
 * hub has closed that already), and your own that is gone must be produced again if still wanted.
 * Attendees appear by name to moderators and organizers only; `audience` counts them for all.
 *
 * Media. A place has at most one transport per direction and one producer per source (`too-many`), one
 * consumer per producer (`already-done`); ids that are not of the own place (producers: of the own stage)
 * are `not-found`. microphone is audio, camera and screen are video (`media-mismatch`). Where the transport
 * lives, `stage.restartIce`; where that fails, or after `stage.lost` router-died, `stage.join` anew at once.
 * Without a place every `stage.*` but join and setPhase is wrong-state; `stage.leave` always succeeds.
 */

/** What a socket says of itself when it connects; refused by name if it does not fit. */
export const socketAuth = z.object({ protocol: z.int(), token: z.string().max(4000) });

const done = z.object({});
const ofSession = z.object({ workshopId: z.uuid(), sessionId: z.uuid() });
const ofTransport = z.object({ transportId: z.string().max(64) });
const ofProducer = z.object({ producerId: z.string().max(64) });
const ofConsumer = z.object({ consumerId: z.string().max(64) });

/** Asked by the app, answered by the hub: `{ ok }` with this reply, or a refusal. */
export const socketRequests = {
  'auth.renew': { request: z.object({ token: z.string().max(4000) }), reply: done },
  /** `takeOver`: another device of this account holds the place and is to lose it (rule L7). */
  'stage.join': {
    request: ofSession.extend({ takeOver: z.boolean() }),
    reply: z.object({ state: stageState, rtpCapabilities }),
  },
  'stage.leave': { request: done, reply: done },
  'stage.setPhase': { request: ofSession.extend({ phase: stagePhase }), reply: done },
  'stage.createTransport': {
    request: z.object({ direction: z.enum(['send', 'receive']) }),
    reply: transportOptions,
  },
  'stage.connectTransport': { request: ofTransport.extend({ dtlsParameters }), reply: done },
  'stage.restartIce': {
    request: ofTransport,
    reply: z.object({ iceParameters: transportOptions.shape.iceParameters }),
  },
  'stage.produce': {
    request: ofTransport.extend({ kind: z.enum(['audio', 'video']), source: mediaSource, rtpParameters }),
    reply: z.object({ producerId: z.string() }),
  },
  'stage.pauseProducer': { request: ofProducer, reply: done },
  'stage.resumeProducer': { request: ofProducer, reply: done },
  'stage.closeProducer': { request: ofProducer, reply: done },
  'stage.consume': {
    request: ofTransport.extend({ producerId: z.string().max(64), rtpCapabilities }),
    reply: z.object({
      consumerId: z.string(),
      producerId: z.string(),
      kind: z.enum(['audio', 'video']),
      rtpParameters,
    }),
  },
  /** Consumers start paused and are resumed by the app (rule L4). */
  'stage.resumeConsumer': { request: ofConsumer, reply: done },
  'stage.pauseConsumer': { request: ofConsumer, reply: done },
  'stage.closeConsumer': { request: ofConsumer, reply: done },
} as const;

/** Said by the hub. */
export const socketNotices = {
  /**
   * A workshop has changes up to `head` (rule S8). `page` is what this reader is sent of them: applied by
   * a reader whose cursor is `from`; any other reader, and one who gets no page, pulls.
   */
  'head.moved': z.object({
    workshopId: z.uuid(),
    head: z.int().nonnegative(),
    page: z.object({ from: z.string(), to: z.string(), changes: z.array(change) }).nullable(),
  }),
  /** The reader's roles or grants changed; ask for a new token and pull. */
  'scope.changed': z.object({ workshopId: z.uuid() }),
  'stage.state': stageState,
  /** Ephemeral: who is heard now, `null` for nobody. */
  'stage.speaker': z.object({ sessionId: z.uuid(), accountId: z.uuid().nullable() }),
  /** The place was lost: taken by another device, or the stage's router died. */
  'stage.lost': z.object({ sessionId: z.uuid(), why: z.enum(['taken-over', 'router-died', 'removed']) }),
} as const;

export type SocketRequestName = keyof typeof socketRequests;
export type SocketRequest<N extends SocketRequestName> = z.output<(typeof socketRequests)[N]['request']>;
export type SocketReply<N extends SocketRequestName> = z.output<(typeof socketRequests)[N]['reply']>;
export type SocketNoticeName = keyof typeof socketNotices;
export type SocketNotice<N extends SocketNoticeName> = z.output<(typeof socketNotices)[N]>;

/** The acknowledgement of every request. */
export const socketAnswer = z.union([z.object({ ok: z.unknown() }), refusal]);

/** The most bytes of one socket message. */
export const SOCKET_MESSAGE_LIMIT = 64 * 1024;

/** Requests one socket may send at once, and how many of these come back each second (rule A5). */
export const SOCKET_RATE = { burst: 240, perSecond: 60 } as const;

/** How long the place of a dropped socket is kept, in milliseconds. */
export const PLACE_GRACE_MS = 10_000;
