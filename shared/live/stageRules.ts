import type { Role } from '../people/account.ts';
import { may } from '../people/permissions.ts';
import type { MediaSource, Place, StagePhase } from './stage.ts';

/** Design rule L1: who may produce stands on the stage, everyone else sits in the audience. */
export function whereOf(role: Role): Place['where'] {
  return may(role, 'stage.produce') ? 'stage' : 'audience';
}

/** Design rule L2: who may join in which phase. A moderator may always, to open the stage from within. */
export function mayEnter(role: Role, phase: StagePhase): boolean {
  if (may(role, 'stage.run')) return true;
  if (phase === 'live') return may(role, 'stage.attend');
  return phase === 'green-room' && may(role, 'stage.produce');
}

/** Whether those at `where` see and hear the stage: in the green room the audience does not. */
export function mayHear(where: Place['where'], phase: StagePhase): boolean {
  return phase === 'live' || (phase === 'green-room' && where === 'stage');
}

/** Microphones and cameras work while there is somebody to hear them. */
export function mayBeOnAir(phase: StagePhase): boolean {
  return phase === 'live' || phase === 'green-room';
}

export const kindOfSource = {
  microphone: 'audio',
  camera: 'video',
  screen: 'video',
} as const satisfies Record<MediaSource, 'audio' | 'video'>;
