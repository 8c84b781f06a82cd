import { createContext, useContext } from 'react';
import type { StageAct } from '#shared/live/stageActs.ts';
import type { StageControl, StageView } from '../client/stageControl.ts';

/** The room that a part of the page stands in. */
export type StageRoom = {
  readonly client: StageControl | null;
  readonly view: StageView;
  readonly ownAccountId: string;
  /** Runs this stage: a moderator, an organizer, or a chair of this session (rule Q6). */
  readonly runs: boolean;
  /** What this person has put in front for themselves: an account, or `null`. */
  readonly pinned: string | null;
  readonly pin: (accountId: string | null) => void;
  /** Asks the hub; a refusal is shown, in words, and not thrown. */
  readonly act: (act: StageAct) => void;
};

export const StageScope = createContext<StageRoom | null>(null);

/** The room around this part. Throws outside of one. */
export function useStageRoom(): StageRoom {
  const room = useContext(StageScope);
  if (room === null) throw new Error('outside of a live room');
  return room;
}
