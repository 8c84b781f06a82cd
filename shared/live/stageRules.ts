import type { Role } from '../people/account.ts';
import { may } from '../people/permissions.ts';
import type { MediaSource, Place, StagePhase } from './stage.ts';
import type { StageBook } from './stageBook.ts';

/** Where somebody is in the room, and what they may send from there. */
export type Standing = Pick<Place, 'where' | 'airs' | 'guest'>;

/** Design rule Q6: a moderator and an organizer run every stage, a chair those of the own sessions. */
export function runsStage(role: Role, personId: string | null, chairIds: readonly string[]): boolean {
  return may(role, 'stage.run') || (personId !== null && chairIds.includes(personId));
}

/** Design rule L1: who may produce stands on the stage, everyone else sits in the audience. */
export function whereOf(role: Role, runs = false): Place['where'] {
  return runs || may(role, 'stage.produce') ? 'stage' : 'audience';
}

/** Where somebody is by role, by having been brought up (rule L3), or brought down (rule Q6). */
export function standingOf(
  person: Pick<Place, 'accountId' | 'role' | 'runs'>,
  book: Pick<StageBook, 'guests' | 'down'>,
): Standing {
  const { accountId, role, runs } = person;
  const guest = book.guests.find((one) => one.accountId === accountId);
  const own = whereOf(role, runs);
  const sits = own === 'audience' || (!runs && book.down.includes(accountId));
  if (!sits) return { where: 'stage', airs: 'audio-video', guest: false };
  return guest
    ? { where: 'stage', airs: guest.airs, guest: true }
    : { where: 'audience', airs: null, guest: false };
}

/** Whether a source may be sent by somebody who stands so: who was brought up with sound has the microphone alone. */
export function mayAir(airs: Place['airs'], source: MediaSource): boolean {
  return airs === 'audio-video' || (airs === 'audio' && source === 'microphone');
}

/** Design rule L2: who may join in which phase; who runs the stage always, to open it from within. */
export function mayEnter(role: Role, runs: boolean, phase: StagePhase, guest = false): boolean {
  if (runs) return true;
  if (phase === 'live') return may(role, 'stage.attend');
  return phase === 'green-room' && (guest || may(role, 'stage.produce'));
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
  'screen-sound': 'audio',
} as const satisfies Record<MediaSource, 'audio' | 'video'>;
