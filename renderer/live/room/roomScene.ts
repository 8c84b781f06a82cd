import type { StagePhase } from '#shared/live/stage.ts';
import { mayHear, whereOf } from '#shared/live/stageRules.ts';
import type { Role } from '#shared/people/account.ts';
import type { Connection } from '../client/connection.ts';

/** What the middle of the live room shows. */
export type Scene =
  | { readonly kind: 'arriving' }
  | { readonly kind: 'stage' }
  | { readonly kind: 'not-open' }
  /** Speakers are in the green room; the audience waits outside (design rule L2). */
  | { readonly kind: 'soon' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'elsewhere' }
  | { readonly kind: 'removed' }
  /** It is recorded, and the workshop has people agree before they come in. */
  | { readonly kind: 'consent' }
  | { readonly kind: 'refused'; readonly reason: Extract<Connection, { kind: 'refused' }>['reason'] };

/** True where somebody of this role, or who runs it, sees and hears a stage of this phase (design rule L2). */
export function isOpenFor(role: Role, phase: StagePhase, runs = false): boolean {
  return mayHear(whereOf(role, runs), phase);
}

/**
 * `phase`: the stage's own word where there is one, else its public row's. `where`: of the own place, once there is
 * one, as somebody who was brought up or down is not where their role is.
 */
export function sceneOf(
  connection: Connection,
  phase: StagePhase,
  role: Role,
  runs = false,
  where = whereOf(role, runs),
): Scene {
  if (connection.kind === 'elsewhere' || connection.kind === 'removed') return { kind: connection.kind };
  if (connection.kind === 'refused') {
    if (connection.reason === 'consent-needed') return { kind: 'consent' };
    return { kind: 'refused', reason: connection.reason };
  }
  if (phase === 'ended') return { kind: 'ended' };
  if (phase === 'closed') return { kind: 'not-open' };
  if (!mayHear(where, phase)) return { kind: 'soon' };
  const arriving = connection.kind === 'waiting' || (connection.kind === 'connecting' && !connection.again);
  return { kind: arriving ? 'arriving' : 'stage' };
}
