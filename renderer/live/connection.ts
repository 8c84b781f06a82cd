import { assertNever } from '#shared/assertNever.ts';
import type { RefusalReason } from '#shared/contracts/refusals.ts';

/** The steps of coming onto a stage, in order: the hub's socket, the room, sound and picture. */
export const connectSteps = ['hub', 'room', 'media'] as const;
export type ConnectStep = (typeof connectSteps)[number];

/** `again`: we were on before. `attempt`: tries of this step that came to nothing, one after another. */
type Connecting = {
  readonly kind: 'connecting';
  readonly step: ConnectStep;
  readonly again: boolean;
  readonly attempt: number;
  readonly takeOver: boolean;
};

/** Where this device stands with one stage (design rule L6). */
export type Connection =
  | Connecting
  | { readonly kind: 'joined' }
  /** The room is there, the media path is not: an ICE restart is under way. */
  | { readonly kind: 'mending' }
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

function connecting(step: ConnectStep, again: boolean, attempt = 0, takeOver = false): Connecting {
  return { kind: 'connecting', step, again, attempt, takeOver };
}

/** True while a stage that we were on is being brought back. */
export function isReconnecting(connection: Connection): boolean {
  return connection.kind === 'mending' || (connection.kind === 'connecting' && connection.again);
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
      return input.kind === 'try-again' ? connecting('room', false, 0, input.takeOver) : now;
    case 'removed':
      return now;
    default:
      return assertNever(now);
  }
}

function whileConnecting(now: Connecting, input: ConnectionInput): Connection {
  const tryAgain = connecting('room', now.again, now.attempt + 1, now.takeOver);
  switch (input.kind) {
    case 'socket-up':
      return now.step === 'hub' ? { ...now, step: 'room', attempt: 0 } : now;
    case 'socket-down':
      return now.step === 'hub' ? now : { ...now, step: 'hub', attempt: 0 };
    case 'entered':
      return now.step === 'room' ? { ...now, step: 'media' } : now;
    case 'media-ready':
      return now.step === 'media' ? { kind: 'joined' } : now;
    case 'refused':
      return now.step === 'hub' ? now : afterRefusal(now, input.reason);
    case 'stumbled':
      return now.step === 'hub' ? now : tryAgain;
    case 'lost':
      return now.step === 'hub' ? now : afterLoss(now, input.why);
    default:
      return now;
  }
}

function afterRefusal(now: Connecting, reason: RefusalReason): Connection {
  if (reason === 'place-taken') return { kind: 'elsewhere' };
  if (reason === 'stage-closed') return { kind: 'waiting' };
  const mayPass = passing.has(reason) || now.step === 'media';
  return mayPass ? connecting('room', now.again, now.attempt + 1, now.takeOver) : { kind: 'refused', reason };
}

function whileOn(now: Connection, input: ConnectionInput): Connection {
  switch (input.kind) {
    case 'socket-down':
      return connecting('hub', true);
    case 'lost':
      return afterLoss(now, input.why);
    case 'ice-lost':
      return { kind: 'mending' };
    case 'ice-back':
      return { kind: 'joined' };
    case 'mend-failed':
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
      return now.kind === 'connecting'
        ? connecting('room', now.again, now.attempt + 1)
        : connecting('room', true);
    default:
      return assertNever(why);
  }
}
