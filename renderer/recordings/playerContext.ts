import { createContext, useContext } from 'react';
import type { RenditionRef } from '#shared/contracts/ipc.ts';
import type { RecordingContents } from '#shared/recordings/recording.ts';
import type { QuestionView } from '#shared/sync/questionView.ts';

/** What is being played: enough to go on when its page is left. */
export type Playing = {
  readonly ref: RenditionRef;
  readonly contents: RecordingContents;
  readonly title: string;
  /** The path of its talk's page. */
  readonly path: string;
};

export type Player = {
  readonly playing: Playing | null;
  /** Loads a recording; the same one goes on where it is. */
  readonly open: (playing: Playing) => void;
  readonly close: () => void;
  /** Where the talk's page wants the picture; `null` when it goes. */
  readonly place: (slot: HTMLElement | null) => void;
  /** What the bar shows beside the recording while its page is open. */
  readonly board: PlayerBoard | null;
  readonly setBoard: (board: PlayerBoard | null) => void;
};

/** The questions on the seek bar, and how to ask one at a second. */
export type PlayerBoard = {
  readonly questions: readonly QuestionView[];
  readonly ask: (second: number) => void;
};

export const PlayerContext = createContext<Player | null>(null);

/** The window's one player (rule D8). */
export function usePlayer(): Player {
  const player = useContext(PlayerContext);
  if (!player) throw new Error('usePlayer needs a PlayerHost around it');
  return player;
}
