import type { StagePhase } from '#shared/live/stage.ts';
import { mayHear, whereOf } from '#shared/live/stageRules.ts';
import type { Role } from '#shared/people/account.ts';
import type { Connection } from './connection.ts';

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
  | { readonly kind: 'refused'; readonly reason: Extract<Connection, { kind: 'refused' }>['reason'] };

/** True where somebody of this role sees and hears a stage of this phase (design rule L2). */
export function isOpenFor(role: Role, phase: StagePhase): boolean {
  return mayHear(whereOf(role), phase);
}

/** `phase`: the stage's own word where there is one, else its public row's. */
export function sceneOf(connection: Connection, phase: StagePhase, role: Role): Scene {
  if (connection.kind === 'elsewhere' || connection.kind === 'removed') return { kind: connection.kind };
  if (connection.kind === 'refused') return { kind: 'refused', reason: connection.reason };
  if (phase === 'ended') return { kind: 'ended' };
  if (phase === 'closed') return { kind: 'not-open' };
  if (!isOpenFor(role, phase)) return { kind: 'soon' };
  const arriving = connection.kind === 'waiting' || (connection.kind === 'connecting' && !connection.again);
  return { kind: arriving ? 'arriving' : 'stage' };
}
