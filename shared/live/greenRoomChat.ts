import { mayChat } from './mayChat.ts';
import type { Place, StagePhase } from './stage.ts';

/** Whether what is written in this phase stays among those on the stage, whatever comes after (rule L2). */
export function isGreenRoomChat(phase: StagePhase): boolean {
  return !mayChat({ where: 'audience', runs: false }, phase);
}

/** Who reads, and hears of, what was written there. */
export function mayReadGreenRoom({ where, runs }: Pick<Place, 'where' | 'runs'>): boolean {
  return runs || where === 'stage';
}
