import { assertNever } from '../assertNever.ts';
import { RefusedError } from '../contracts/refusals.ts';
import { withPlaying } from './actsOnPlaying.ts';
import { timerAfter } from './actsOnTimer.ts';
import { type ChatChange, type ChatRules, chatAfter } from './chat.ts';
import type { Airing, Place, StagePhase } from './stage.ts';
import { isRunAct, type StageAct } from './stageActs.ts';
import type { StageBook } from './stageBook.ts';
import { mayBeOnAir } from './stageRules.ts';

/** Who acts, from the own place. */
export type StageActor = Pick<Place, 'accountId' | 'name' | 'runs' | 'where'>;

/** What an act is judged by, beside the book. */
export type ActFacts = {
  readonly phase: StagePhase;
  readonly places: readonly Place[];
  /** The actor was never brought onto a stage of this workshop before. */
  readonly firstTime: boolean;
  /** ms since epoch by the hub's clock. */
  readonly now: number;
};

const no = (detail?: string): never => {
  throw new RefusedError('wrong-state', detail);
};
const again = (): never => {
  throw new RefusedError('already-done');
};

function placeOf({ places }: ActFacts, accountId: string): Place {
  return places.find((place) => place.accountId === accountId) ?? no('no place there');
}

type HandInBook = StageBook['hands'][number];

function handOf(book: StageBook, accountId: string): HandInBook {
  return book.hands.find((hand) => hand.accountId === accountId) ?? no('no hand is up');
}

const without = <T extends { readonly accountId: string }>(all: readonly T[], accountId: string): T[] =>
  all.filter((one) => one.accountId !== accountId);

function withInvited(book: StageBook, accountId: string, invited: Airing | null): StageBook {
  const hands = book.hands.map((hand) => (hand.accountId === accountId ? { ...hand, invited } : hand));
  return { ...book, hands };
}

function withChat(before: ChatRules, change: ChatChange): ChatRules {
  const chat = chatAfter(before, change);
  return chat.locked === before.locked && chat.slow === before.slow ? again() : chat;
}

/** The book after somebody's hand is down. */
export function withoutHand(book: StageBook, accountId: string): StageBook {
  return { ...book, hands: without(book.hands, accountId) };
}

/** The book once somebody is off the stage, with nothing left there of theirs. */
function withoutGuest(book: StageBook, accountId: string): StageBook {
  const spotlight = book.spotlight === accountId ? null : book.spotlight;
  return { ...book, guests: without(book.guests, accountId), spotlight };
}

/** The book once somebody is out of the room by asking, or by being put out. */
export function withoutPerson(book: StageBook, accountId: string): StageBook {
  return withoutGuest(withoutHand(book, accountId), accountId);
}

function raise(book: StageBook, actor: StageActor, { phase, firstTime, now }: ActFacts): StageBook {
  const { accountId, name } = actor;
  if (actor.where === 'stage') no('on the stage already');
  if (phase !== 'live') no(phase);
  if (book.hands.some((hand) => hand.accountId === accountId)) again();
  return { ...book, hands: [...book.hands, { accountId, name, raisedAt: now, firstTime, invited: null }] };
}

/** Rule L3: nobody is pulled; what is accepted is not more than what was offered. */
function accept(book: StageBook, { accountId }: StageActor, airs: Airing, { phase }: ActFacts): StageBook {
  const { invited } = handOf(book, accountId);
  if (invited === null) no('not invited');
  if (!mayBeOnAir(phase)) no(phase);
  if (airs === 'audio-video' && invited === 'audio') throw new RefusedError('not-allowed', 'sound alone');
  const guests = [...without(book.guests, accountId), { accountId, airs }];
  return { ...withoutHand(book, accountId), guests };
}

function decline(book: StageBook, accountId: string): StageBook {
  if (handOf(book, accountId).invited === null) no('not invited');
  return withInvited(book, accountId, null);
}

function stepDown(book: StageBook, accountId: string): StageBook {
  if (!book.guests.some((guest) => guest.accountId === accountId)) no('not a guest');
  return withoutGuest(book, accountId);
}

function invite(book: StageBook, accountId: string, airs: Airing, facts: ActFacts): StageBook {
  placeOf(facts, accountId);
  if (handOf(book, accountId).invited === airs) again();
  return withInvited(book, accountId, airs);
}

/** Somebody who runs the stage too is not put down or out by another. */
function placeBelow(facts: ActFacts, accountId: string): Place {
  const place = placeOf(facts, accountId);
  if (place.runs) throw new RefusedError('not-allowed', 'runs the stage too');
  return place;
}

function bringDown(book: StageBook, accountId: string, facts: ActFacts): StageBook {
  const place = placeBelow(facts, accountId);
  if (place.where !== 'stage') again();
  const down = place.guest ? book.down : [...book.down, accountId];
  return { ...withoutGuest(book, accountId), down };
}

function ban(book: StageBook, accountId: string, facts: ActFacts): StageBook {
  if (book.banned.some((one) => one.accountId === accountId)) again();
  const { name } = placeBelow(facts, accountId);
  return { ...withoutPerson(book, accountId), banned: [...book.banned, { accountId, name }] };
}

function unban(book: StageBook, accountId: string): StageBook {
  if (!book.banned.some((one) => one.accountId === accountId)) again();
  return { ...book, banned: without(book.banned, accountId) };
}

function spotlight(book: StageBook, accountId: string | null, facts: ActFacts): StageBook {
  if (book.spotlight === accountId) again();
  if (accountId !== null && placeOf(facts, accountId).where !== 'stage') no('not on the stage');
  return { ...book, spotlight: accountId };
}

/** Rule L8: the green room is among those who meet there, and is not recorded. */
function startRecording(book: StageBook, { accountId }: StageActor, { phase, now }: ActFacts): StageBook {
  if (book.recording.since !== null) again();
  if (phase !== 'live') no(phase);
  return { ...book, recording: { ...book.recording, since: now, by: accountId } };
}

function stopRecording(book: StageBook): StageBook {
  if (book.recording.since === null) again();
  return { ...book, recording: { ...book.recording, since: null } };
}

/** Acts on media change no book: whether they would change anything at all. */
function assertMutes(facts: ActFacts, heard: (place: Place) => boolean): void {
  const open = ({ producers }: Place) =>
    producers.some(({ source, paused }) => source === 'microphone' && !paused);
  if (!facts.places.some((place) => heard(place) && open(place))) again();
}

/**
 * The book of a stage after an act (rules L3, Q6). Throws `RefusedError`: not-allowed (who may not), wrong-state (it
 * is said of somebody who has no place there, of a hand that is not up, of what has gone on), already-done (nothing
 * would change). Acts on media, `remove` and `delete-message` leave the book, or leave the rest of it, to the hub.
 */
export function applyAct(book: StageBook, act: StageAct, actor: StageActor, facts: ActFacts): StageBook {
  if (isRunAct(act.kind) && !actor.runs) throw new RefusedError('not-allowed');
  switch (act.kind) {
    case 'raise-hand':
      return raise(book, actor, facts);
    case 'lower-hand':
      return withoutHand(book, handOf(book, actor.accountId).accountId);
    case 'accept':
      return accept(book, actor, act.airs, facts);
    case 'decline':
      return decline(book, actor.accountId);
    case 'step-down':
      return stepDown(book, actor.accountId);
    case 'agree':
      if (book.agreed.includes(actor.accountId)) again();
      return { ...book, agreed: [...book.agreed, actor.accountId] };
    default:
      return applyRunAct(book, act, actor, facts);
  }
}

type RunAct = Exclude<
  StageAct,
  { kind: 'raise-hand' | 'lower-hand' | 'accept' | 'decline' | 'step-down' | 'agree' }
>;

function applyRunAct(book: StageBook, act: RunAct, actor: StageActor, facts: ActFacts): StageBook {
  switch (act.kind) {
    case 'invite':
      return invite(book, act.accountId, act.airs, facts);
    case 'uninvite':
      return decline(book, act.accountId);
    case 'dismiss-hand':
      return withoutHand(book, handOf(book, act.accountId).accountId);
    case 'mute':
      placeOf(facts, act.accountId);
      assertMutes(facts, ({ accountId }) => accountId === act.accountId);
      return book;
    case 'mute-all':
      assertMutes(facts, ({ accountId }) => accountId !== actor.accountId);
      return book;
    case 'stop-source':
      if (!placeOf(facts, act.accountId).producers.some(({ source }) => source === act.source)) again();
      return book;
    case 'bring-down':
      return bringDown(book, act.accountId, facts);
    case 'remove':
      return withoutPerson(book, placeBelow(facts, act.accountId).accountId);
    case 'ban':
      return ban(book, act.accountId, facts);
    case 'unban':
      return unban(book, act.accountId);
    case 'spotlight':
      return spotlight(book, act.accountId, facts);
    case 'start-recording':
      return startRecording(book, actor, facts);
    case 'stop-recording':
      return stopRecording(book);
    case 'set-chat':
      return { ...book, chat: withChat(book.chat, act.rules) };
    case 'delete-message':
      return book;
    case 'start-timer':
    case 'extend-timer':
    case 'stop-timer':
      return { ...book, timer: timerAfter(book.timer, act, facts.now) };
    case 'play':
    case 'play-pause':
    case 'play-resume':
    case 'play-seek':
    case 'play-stop':
      return withPlaying(book, act, actor, facts);
    default:
      return assertNever(act);
  }
}
