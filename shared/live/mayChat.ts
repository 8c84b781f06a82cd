import type { Place, StagePhase } from './stage.ts';

/** Who reads and writes a stage's chat, and hears reactions: who may be in the room in this phase (rule L2). */
export function mayChat({ where, runs }: Pick<Place, 'where' | 'runs'>, phase: StagePhase): boolean {
  if (runs || phase === 'live' || phase === 'ended') return true;
  return phase === 'green-room' && where === 'stage';
}
