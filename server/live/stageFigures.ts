import { type Place, type StagePhase, stagePhase } from '#shared/live/stage.ts';

/** How many stages and people there are, for monitoring. */
export type StageFigures = {
  readonly phases: Readonly<Record<StagePhase, number>>;
  readonly places: Readonly<Record<Place['where'], number>>;
};

type Counted = {
  readonly phase: StagePhase;
  readonly places: readonly { readonly where: Place['where'] }[];
};

export function stageFigures(stages: readonly Counted[]): StageFigures {
  const places = stages.flatMap((stage) => stage.places);
  const inPhase = (phase: StagePhase): number => stages.filter((stage) => stage.phase === phase).length;
  const at = (where: Place['where']): number => places.filter((place) => place.where === where).length;
  return {
    phases: Object.fromEntries(stagePhase.options.map((phase) => [phase, inPhase(phase)])) as Record<
      StagePhase,
      number
    >,
    places: { stage: at('stage'), audience: at('audience') },
  };
}
