import { z } from 'zod';
import { CHAT_PAGE, chatMessage, chatText, reaction, reactionCounts } from '../live/chat.ts';
import { uplinks } from '../live/link.ts';
import { mediaSource, stagePhase, stageState } from '../live/stage.ts';
import { stageAct, stageLogEntry } from '../live/stageActs.ts';
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
 * After every connect: pull (rule S8) and, if on a stage, `stage.resume`; where that is refused, `stage.join` again.
 *
 * Answers. Every request is acknowledged with `{ ok: reply }` or a refusal; a message that does not parse,
 * or an unknown event, is `malformed`; more than `SOCKET_RATE` requests at once are `too-many`.
 *
 * Places. A socket has at most one place, on one stage. Every `stage.join` gives a fresh, empty place: what
 * this device had before is closed, so make transports, producers and consumers anew. Another device of the
 * account: `place-taken`, unless `takeOver`. Whichever other socket had the place, of that device or of another
 * window of this one, hears `stage.lost` taken-over. A dropped socket's place and its media stay for
 * `PLACE_GRACE_MS`; `stage.resume` within that time gives them to the device's new socket as they are (also
 * where the hub has not noticed yet that the old one is gone), and nobody else sees a change. Speakers, moderators,
 * organizers and the session's chairs stand on the stage, attendees in the audience, and so do speakers who were
 * brought down.
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
 * Media. `stage.join` answers with the place's transports and, where the app has said what it can receive, with
 * its first consumers; `stage.connectTransport` connects one and resumes consumers in the same message: two
 * round trips before media. The router's capabilities are the same for every stage of a hub and are asked for
 * by `stage.capabilities` before anybody clicks. A place has at most one transport per direction and one
 * producer per source (`too-many`), one consumer per producer (`already-done`); ids that are not of the own
 * place (producers: of the own stage) are `not-found`. microphone and screen-sound are audio, camera and screen
 * are video (`media-mismatch`). Where the transport lives, `stage.restartIce`; where that fails,
 * `stage.closeTransport` and `stage.createTransport`; where that fails too, or after `stage.lost` router-died,
 * `stage.join` anew at once.
 * Without a place every `stage.*` but join, resume, setPhase, capabilities and leave is wrong-state, and so are `chat.*`;
 * `stage.leave` always succeeds.
 *
 * Acts. `stage.act` is everything that people do on a stage beside media; who may is `isRunAct`. What is said of an
 * account that has no place there, of a hand that is not up, of a playing that has gone on (`run`) is wrong-state;
 * the same again is already-done; who runs the stage is not brought down, removed or banned (not-allowed). Somebody
 * who was invited stays where they are until they accept (rule L3). A hand is kept while its owner has a place and for
 * a minute after it was lost; hands, guests, spotlight and timer end with the phase `ended` or `closed`, what is
 * played and recorded when the stage leaves `live`. A join that is refused leaves the place that the socket has.
 * Whoever is removed or banned hears `stage.lost` removed; a banned account's join is refused `banned`.
 * Joins, resumes, acts of those who do not run the stage, and what is sent anew or goes on are `too-many` beyond a
 * rate an account (rule A5): whoever asks again later is let through. Pausing and closing are never too many.
 *
 * Recording. Where the workshop asks (`recording.asks`) and the stage is recorded, a join without `agrees` is
 * refused `consent-needed`; who is inside when it begins is not recorded until `agree`.
 *
 * Chat. A message is sent with an id of the sender's own and arrives once; `chat.page` reads back from `before`
 * (a seq). What was written before the audience was let in stays with those on the stage and those who run it, in
 * pages and in notices, whatever phase follows. While locked, and within slow mode's seconds, `chat-locked` and `too-many` for all who do not run the
 * stage. Reactions are counted, never named.
 *
 * The loop (rule L1's sole exception). `loop.open` gives two transports of a router of one's own, over UDP or over TCP
 * alone, for `LOOP_SECONDS`; one at a time (`already-done`), needs no place.
 */

/** What a socket says of itself when it connects; refused by name if it does not fit. */
export const socketAuth = z.object({ protocol: z.int(), token: z.string().max(4000) });

const done = z.object({});
const ofSession = z.object({ workshopId: z.uuid(), sessionId: z.uuid() });
const ofTransport = z.object({ transportId: z.string().max(64) });
const ofProducer = z.object({ producerId: z.string().max(64) });
const ofConsumer = z.object({ consumerId: z.string().max(64) });
const consumerOptions = z.object({
  consumerId: z.string(),
  producerId: z.string(),
  kind: z.enum(['audio', 'video']),
  rtpParameters,
});

/** Asked by the app, answered by the hub: `{ ok }` with this reply, or a refusal. */
export const socketRequests = {
  'auth.renew': { request: z.object({ token: z.string().max(4000) }), reply: done },
  /** `takeOver`: another device of this account holds the place and is to lose it (rule L7). */
  'stage.join': {
    request: ofSession.extend({
      takeOver: z.boolean(),
      /** To being recorded. */
      agrees: z.boolean(),
      /** What this device can receive; `null` where it does not know the router's capabilities yet. */
      rtpCapabilities: rtpCapabilities.nullable(),
    }),
    reply: z.object({
      state: stageState,
      rtpCapabilities,
      receive: transportOptions,
      /** `null` in the audience; made later by `stage.createTransport` for who is brought up. */
      send: transportOptions.nullable(),
      consumers: z.array(consumerOptions),
    }),
  },
  /** After a socket that was lost: the place that this device left there, with all its media; else wrong-state. */
  'stage.resume': { request: z.object({ sessionId: z.uuid() }), reply: z.object({ state: stageState }) },
  'stage.capabilities': { request: done, reply: z.object({ rtpCapabilities }) },
  'stage.leave': { request: done, reply: done },
  'stage.setPhase': { request: ofSession.extend({ phase: stagePhase }), reply: done },
  'stage.createTransport': {
    request: z.object({ direction: z.enum(['send', 'receive']) }),
    reply: transportOptions,
  },
  /** What hangs on it ends too; another of its direction may be made then. */
  'stage.closeTransport': { request: ofTransport, reply: done },
  /** `resume`: own consumers that are paused, resumed with it (rule L4). */
  'stage.connectTransport': {
    request: ofTransport.extend({ dtlsParameters, resume: z.array(z.string().max(64)).max(64) }),
    reply: done,
  },
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
    reply: consumerOptions,
  },
  /** Consumers start paused and are resumed by the app (rule L4). */
  'stage.resumeConsumer': { request: ofConsumer, reply: done },
  'stage.pauseConsumer': { request: ofConsumer, reply: done },
  'stage.closeConsumer': { request: ofConsumer, reply: done },
  /** The largest layer that is of use: by the tile's size and by the link (rule L4). */
  'stage.preferLayers': {
    request: ofConsumer.extend({ spatial: z.int().min(0).max(8), temporal: z.int().min(0).max(8) }),
    reply: done,
  },
  'stage.act': { request: z.object({ act: stageAct }), reply: done },
  /** For who runs the stage: entries with a seq below `before`, newest last; `null` for the newest. */
  'stage.log': {
    request: z.object({ before: z.int().positive().nullable() }),
    reply: z.object({ entries: z.array(stageLogEntry), more: z.boolean() }),
  },
  'stage.react': { request: z.object({ reaction }), reply: done },
  'chat.send': {
    request: z.object({ id: z.uuid(), text: chatText }),
    reply: z.object({ message: chatMessage }),
  },
  'chat.page': {
    request: z.object({ before: z.int().positive().nullable() }),
    reply: z.object({ messages: z.array(chatMessage).max(CHAT_PAGE), more: z.boolean() }),
  },
  'loop.open': {
    request: z.object({ over: z.enum(['udp', 'tcp']) }),
    reply: z.object({ rtpCapabilities, send: transportOptions, receive: transportOptions }),
  },
  'loop.connect': { request: ofTransport.extend({ dtlsParameters }), reply: done },
  'loop.produce': {
    request: ofTransport.extend({ kind: z.enum(['audio', 'video']), rtpParameters }),
    reply: z.object({ producerId: z.string() }),
  },
  'loop.consume': {
    request: ofTransport.extend({ producerId: z.string().max(64), rtpCapabilities }),
    reply: consumerOptions,
  },
  'loop.close': { request: done, reply: done },
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
  /** The place was lost: taken by another device or window, or the stage's router died. */
  'stage.lost': z.object({ sessionId: z.uuid(), why: z.enum(['taken-over', 'router-died', 'removed']) }),
  /** Ephemeral: whose sound and picture reach the hub how well; those who changed. */
  'stage.uplinks': z.object({ sessionId: z.uuid(), uplinks }),
  /** Ephemeral: a consumer gets less than it asked for, or again all of it; `null` for nothing at all. */
  'stage.layers': z.object({ consumerId: z.string(), spatial: z.int().nullable() }),
  'stage.reactions': z.object({ sessionId: z.uuid(), counts: reactionCounts }),
  /** For who runs the stage. */
  'stage.logged': z.object({ sessionId: z.uuid(), entry: stageLogEntry }),
  'chat.message': z.object({ sessionId: z.uuid(), message: chatMessage }),
  'chat.deleted': z.object({ sessionId: z.uuid(), id: z.uuid() }),
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

/** How long a loop lives at most, in seconds (rule L1). */
export const LOOP_SECONDS = 10;

/** How long the place of a dropped socket is kept, in milliseconds. */
export const PLACE_GRACE_MS = 10_000;
