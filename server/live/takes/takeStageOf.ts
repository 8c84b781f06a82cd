import type { StageAir } from '../StageAir.ts';
import type { StagePlaces } from '../StagePlaces.ts';
import type { StageRecord } from '../StageRecord.ts';
import type { TakeProducer, TakeStage } from './StageTakes.ts';

/** A stage as what records it sees it. `asks`: the workshop has people agree before they are recorded. */
export function takeStageOf(
  record: StageRecord,
  places: StagePlaces,
  air: Pick<StageAir, 'homeOf'>,
  asks: boolean,
): TakeStage {
  const { ref, phase, book } = record;
  const producers = places.all.flatMap(({ participant, media }) =>
    media.producers.flatMap(({ id }): TakeProducer[] => {
      const { accountId, name } = participant;
      const home = air.homeOf(id);
      const mayBeRecorded = !asks || book.agreed.includes(accountId);
      return home ? [{ accountId, name, ...home, mayBeRecorded }] : [];
    }),
  );
  const present = places.all.find(({ participant }) => participant.runs);
  const { since, by } = book.recording;
  return {
    ...ref,
    phase,
    since,
    producers,
    spotlight: book.spotlight,
    playing: book.playing,
    by: present?.participant.accountId ?? by,
  };
}
