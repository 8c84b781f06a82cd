import type { StageState } from '#shared/live/stage.ts';
import type { StageAct } from '#shared/live/stageActs.ts';

export type TogetherProps = {
  readonly stage: StageState;
  readonly runs: boolean;
  readonly onAct: (act: StageAct) => void;
};
