import { assertNever } from '#shared/assertNever.ts';
import type { RefusalReason } from '#shared/contracts/refusals.ts';

/** The steps of coming onto a stage, in order: the hub's socket, the room, sound and picture. */
export const connectSteps = ['hub', 'room', 'media'] as const;
export type ConnectStep = (typeof connectSteps)[number];

/**
 * `again`: we were on before. `keeps`: the place and its media may live still, so it is resumed and not joined
 * anew. `attempt`: tries of this step that came to nothing, one after another.
 */
type Connecting = {
  readonly kind: 'connecting';
  readonly step: ConnectStep;
  readonly again: boolean;
  readonly keeps: boolean;
  readonly attempt: number;
  readonly takeOver: boolean;
};

/** What is tried for a path that is lost while the room is there: an ICE restart, then new transports. */
export type MendRung = 'ice' | 'transports';

/**
 * Where this device stands with one stage. Coming back is a ladder (design rule L6): the place resumed over a
 * new socket → ICE restart → new transports → a full rejoin.
 */
export type Connection =
  | Connecting
  | { readonly kind: 'joined' }
  /** The room is there, the media path is not. */
  | { readonly kind: 'mending'; readonly rung: MendRung }
  /** The stage is not open for this reader yet. */
  | { readonly kind: 'waiting' }
  /** Another device of this account holds the place. */
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'removed' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  | { readonly kind: 'left' };

export type LostWhy = 'taken-over' | 'router-died' | 'removed';

export type ConnectionInput =
  | { readonly kind: 'socket-up' }
  | { readonly kind: 'socket-down' }
  /** The place is ours again with all its media. */
  | { readonly kind: 'resumed' }
  /** The hub has no place of ours any more. */
  | { readonly kind: 'not-kept' }
  | { readonly kind: 'entered' }
  | { readonly kind: 'media-ready' }
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  | { readonly kind: 'stumbled' }
  | { readonly kind: 'lost'; readonly why: LostWhy }
  | { readonly kind: 'ice-lost' }
  | { readonly kind: 'ice-back' }
  | { readonly kind: 'mend-failed' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'try-again'; readonly takeOver: boolean }
  | { readonly kind: 'leave' };

export const firstConnection: Connection = connecting('hub', false);

/** Refusals that pass by themselves: the hub starts, a token is renewed, a limit runs out. */
const passing: ReadonlySet<RefusalReason> = new Set([
  'hub-error',
  'hub-unreachable',
  'token-expired',
  'token-missing',
  'too-many',
]);

function connecting(step: ConnectStep, again: boolean, more: Partial<Connecting> = {}): Connecting {
  return { kind: 'connecting', step, again, keeps: false, attempt: 0, takeOver: false, ...more };
}

/** True while a stage that we were on is being brought back. */
export function isReconnecting(connection: Connection): boolean {
  return connection.kind === 'mending' || (connection.kind === 'connecting' && connection.again);
}

/** True while the first try to come in is under way. */
export function isComingIn(connection: Connection): boolean {
  return (
    connection.kind === 'connecting' &&
    connection.step !== 'hub' &&
    !connection.again &&
    connection.attempt === 0
  );
}

/** True while the hub may have a place of ours by this socket: a join that is on its way makes one too. */
export function mayHavePlace(connection: Connection): boolean {
  if (connection.kind === 'connecting') return connection.step !== 'hub';
  return connection.kind === 'joined' || connection.kind === 'mending';
}

/** Milliseconds before the next try, capped at a second (design rule L6). */
export function retryDelay(attempt: number): number {
  return attempt === 0 ? 0 : Math.min(1000, 125 * 2 ** attempt);
}

/** What comes after an input; an input that means nothing here changes nothing. */
export function nextConnection(now: Connection, input: ConnectionInput): Connection {
  if (now.kind === 'left') return now;
  if (input.kind === 'leave') return { kind: 'left' };
  switch (now.kind) {
    case 'connecting':
      return whileConnecting(now, input);
    case 'joined':
    case 'mending':
      return whileOn(now, input);
    case 'waiting':
      return input.kind === 'opened' ? connecting('room', false) : now;
    case 'elsewhere':
    case 'refused':
      return input.kind === 'try-again' ? connecting('room', false, { takeOver: input.takeOver }) : now;
    case 'removed':
      return now;
    default:
      return assertNever(now);
  }
}

function whileConnecting(now: Connecting, input: ConnectionInput): Connection {
  switch (input.kind) {
    case 'socket-up':
      return now.step === 'hub' ? { ...now, step: 'room', attempt: 0 } : now;
    case 'socket-down':
      return now.step === 'hub' ? now : { ...now, step: 'hub', attempt: 0 };
    case 'resumed':
      return now.step === 'room' && now.keeps ? { kind: 'joined' } : now;
    case 'not-kept':
      return now.keeps ? { ...now, keeps: false } : now;
    case 'entered':
      return now.step === 'room' ? { ...now, step: 'media', keeps: false } : now;
    case 'media-ready':
      return now.step === 'media' ? { kind: 'joined' } : now;
    case 'refused':
      return now.step === 'hub' ? now : afterRefusal(now, input.reason);
    case 'stumbled':
      return now.step === 'hub' ? now : tryAgain(now);
    case 'lost':
      return afterLoss(now, input.why);
    default:
      return now;
  }
}

function tryAgain(now: Connecting): Connecting {
  return { ...now, step: 'room', keeps: false, attempt: now.attempt + 1 };
}

function afterRefusal(now: Connecting, reason: RefusalReason): Connection {
  if (reason === 'place-taken') return { kind: 'elsewhere' };
  if (reason === 'stage-closed') return { kind: 'waiting' };
  const mayPass = passing.has(reason) || now.step === 'media';
  return mayPass ? tryAgain(now) : { kind: 'refused', reason };
}

function whileOn(
  now: Extract<Connection, { kind: 'joined' | 'mending' }>,
  input: ConnectionInput,
): Connection {
  switch (input.kind) {
    case 'socket-down':
      return connecting('hub', true, { keeps: true });
    case 'lost':
      return afterLoss(now, input.why);
    case 'ice-lost':
      return now.kind === 'mending' ? now : { kind: 'mending', rung: 'ice' };
    case 'ice-back':
      return now.kind === 'mending' ? { kind: 'joined' } : now;
    case 'mend-failed':
      return now.kind === 'mending' && now.rung === 'ice'
        ? { kind: 'mending', rung: 'transports' }
        : connecting('room', true);
    case 'stumbled':
      return connecting('room', true);
    default:
      return now;
  }
}

function afterLoss(now: Connection, why: LostWhy): Connection {
  switch (why) {
    case 'taken-over':
      return { kind: 'elsewhere' };
    case 'removed':
      return { kind: 'removed' };
    case 'router-died':
      if (now.kind !== 'connecting') return connecting('room', true);
      return now.step === 'hub' ? { ...now, keeps: false } : tryAgain(now);
    default:
      return assertNever(why);
  }
}
