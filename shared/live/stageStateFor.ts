import type { Role } from '../people/account.ts';
import { may } from '../people/permissions.ts';
import type { Place, StagePhase, StageState } from './stage.ts';
import { mayHear, whereOf } from './stageRules.ts';

/** All of a stage, as the hub holds it. */
export type StageRoll = {
  readonly sessionId: string;
  readonly seq: number;
  readonly phase: StagePhase;
  readonly places: readonly Place[];
};

/** Who reads a stage's state. */
export type StageReader = { readonly accountId: string; readonly role: Role };

/**
 * The state of a stage as one reader may see it (design rules L2, A3): the audience sees who stands on the
 * stage only while it may hear them, who sits in the audience only who runs the stage, oneself everyone.
 */
export function stageStateFor(roll: StageRoll, reader: StageReader): StageState {
  const runs = may(reader.role, 'stage.run');
  const seesStage = whereOf(reader.role) === 'stage' || mayHear('audience', roll.phase);
  const sees = (place: Place): boolean =>
    runs || place.accountId === reader.accountId || (place.where === 'stage' && seesStage);
  return {
    sessionId: roll.sessionId,
    seq: roll.seq,
    phase: roll.phase,
    places: roll.places.filter(sees),
    audience: roll.places.filter((place) => place.where === 'audience').length,
  };
}

/** Design rule L7: of two states the one with the higher sequence; one that arrives late is dropped. */
export function newerState(held: StageState | null, arrived: StageState): StageState {
  if (held === null || held.sessionId !== arrived.sessionId) return arrived;
  return arrived.seq > held.seq ? arrived : held;
}
