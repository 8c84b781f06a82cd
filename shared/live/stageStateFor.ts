import type { Place, StagePhase, StageState } from './stage.ts';
import type { StageBook } from './stageBook.ts';
import { mayHear } from './stageRules.ts';

/** All of a stage, as the hub holds it. */
export type StageRoll = {
  readonly sessionId: string;
  readonly seq: number;
  readonly phase: StagePhase;
  readonly places: readonly Place[];
  readonly book: StageBook;
  /** The workshop has people agree before they are recorded. */
  readonly asks: boolean;
};

/** Who reads a stage's state. */
export type StageReader = Pick<Place, 'accountId' | 'runs' | 'where'>;

/**
 * The state of a stage as one reader may see it (design rules L2, A3): the audience sees who stands on the
 * stage only while it may hear them; who sits in the audience, all hands and the banned only who runs the stage,
 * oneself everyone.
 */
export function stageStateFor(roll: StageRoll, reader: StageReader): StageState {
  const { book } = roll;
  const seesStage = reader.where === 'stage' || mayHear('audience', roll.phase);
  const sees = (place: Place): boolean =>
    reader.runs || place.accountId === reader.accountId || (place.where === 'stage' && seesStage);
  const hands = book.hands.map((hand, index) => ({ ...hand, position: index + 1 }));
  return {
    sessionId: roll.sessionId,
    seq: roll.seq,
    phase: roll.phase,
    liveSince: book.liveSince,
    places: roll.places.filter(sees),
    audience: roll.places.filter((place) => place.where === 'audience').length,
    hands: hands.filter(({ accountId }) => reader.runs || accountId === reader.accountId),
    handCount: hands.length,
    spotlight: seesStage ? book.spotlight : null,
    timer: book.timer,
    playing: seesStage ? book.playing : null,
    recording: {
      since: book.recording.since,
      made: book.recording.made,
      asks: roll.asks,
      agreed: book.agreed.includes(reader.accountId),
    },
    chat: book.chat,
    banned: reader.runs ? book.banned : [],
  };
}

/** Design rule L7: of two states the one with the higher sequence; one that arrives late is dropped. */
export function newerState(held: StageState | null, arrived: StageState): StageState {
  if (held === null || held.sessionId !== arrived.sessionId) return arrived;
  return arrived.seq > held.seq ? arrived : held;
}
