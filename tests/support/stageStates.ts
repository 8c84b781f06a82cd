import type { Place, StageState } from '#shared/live/stage.ts';

/** A place of a test's; a speaker on the stage where nothing else is said. */
export function placeWith(changed: Partial<Place> & Pick<Place, 'accountId'>): Place {
  const where = changed.where ?? 'stage';
  return {
    name: changed.accountId,
    role: 'speaker',
    runs: false,
    where,
    airs: where === 'stage' ? 'audio-video' : null,
    guest: false,
    producers: [],
    ...changed,
  };
}

/** A live stage of a test's with nobody on it. */
export function stageWith(changed: Partial<StageState>): StageState {
  return {
    sessionId: '00000000-0000-7000-8000-000000000000',
    seq: 1,
    phase: 'live',
    liveSince: 0,
    places: [],
    audience: 0,
    hands: [],
    handCount: 0,
    spotlight: null,
    timer: null,
    playing: null,
    recording: { since: null, made: 'none', asks: false, agreed: false },
    chat: { locked: false, slow: 0 },
    banned: [],
    ...changed,
  };
}
