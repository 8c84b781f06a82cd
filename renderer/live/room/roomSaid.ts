import type { Place, StagePhase } from '#shared/live/stage.ts';
import { type Connection, isReconnecting } from '../client/connection.ts';

/** The catalog's words for a phase, to somebody on the stage or in its audience. */
export function phaseSaid(phase: StagePhase, where: Place['where']) {
  if (where === 'stage' && (phase === 'live' || phase === 'green-room')) {
    return `live.phaseSaid.onStage.${phase}` as const;
  }
  return `live.phaseSaid.${phase}` as const;
}

/** The catalog's words for coming back, and for being back after it; `null` where there is nothing to say. */
export function comingBackSaid(connection: Connection, wasAway: boolean) {
  if (connection.kind === 'mending') return 'live.reconnecting.said.mending' as const;
  if (connection.kind === 'connecting' && isReconnecting(connection)) {
    return `live.reconnecting.said.${connection.step}` as const;
  }
  return wasAway && connection.kind === 'joined' ? ('live.reconnecting.said.back' as const) : null;
}
