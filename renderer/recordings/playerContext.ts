import { createContext, useContext } from 'react';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import type { RecordingContents } from '#shared/recordings/recording.ts';
import type { QuestionView } from '#shared/sync/questionView.ts';
import type { MarkEntry } from '../sync/database.ts';

/** What is being played: enough to go on when its page is left. */
export type Playing = {
  /** What is downloaded of it; the sound alone may be played instead. */
  readonly ref: RenditionRef;
  readonly contents: RecordingContents;
  readonly title: string;
  /** Seconds. */
  readonly duration: number;
  readonly speakers: readonly string[];
  /** The workshop's name. */
  readonly workshop: string;
  /** The path of its page. */
  readonly path: string;
  /** What is watched before and after it in its session. */
  readonly previous: PlayingNear | null;
  readonly next: PlayingNear | null;
};

/** Another talk of the same session, that can be played. */
export type PlayingNear = {
  readonly title: string;
  readonly speakers: readonly string[];
  readonly path: string;
  /** Seconds. */
  readonly duration: number;
  readonly playing: () => Playing;
};

export type Player = {
  readonly playing: Playing | null;
  /** Loads a recording; the same one goes on where it is. */
  readonly open: (playing: Playing) => void;
  readonly close: () => void;
  /** Goes to another talk and plays it: on its page where a talk's page is open, else in the corner. */
  readonly playNear: (near: PlayingNear) => void;
  /** True once for the recording that is to play without being asked. */
  readonly takeAutoplay: (recordingId: string) => boolean;
  /** The second that was asked for, once; `null` where none was asked for this recording. */
  readonly takeBeginning: (ref: RenditionRef) => number | null;
  /** The element that plays. */
  readonly video: HTMLVideoElement | null;
  readonly setVideo: (video: HTMLVideoElement | null) => void;
  /** Where the talk's page wants the picture; `null` when it goes. */
  readonly place: (slot: HTMLElement | null) => void;
  /** What the bar shows beside the recording while its page is open. */
  readonly board: PlayerBoard | null;
  readonly setBoard: (board: PlayerBoard | null) => void;
};

/** What belongs to the recording on its page: questions and marks for the bar, and how to make more. */
export type PlayerBoard = {
  readonly questions: readonly QuestionView[];
  /** `null` where nobody is asked any more. */
  readonly ask: ((second: number) => void) | null;
  readonly marks: readonly MarkEntry[];
  /** Opens the notes beside the recording. */
  readonly openNotes: () => void;
  /** Opens the rating below; `null` where nobody is there to take it. */
  readonly rate: (() => void) | null;
};

export const PlayerContext = createContext<Player | null>(null);

/**
 * Where to begin (seconds) what is opened and not loaded yet; does nothing once it is. Apart from the
 * player, whose changes are nothing to those who only seek.
 */
export const BeginAtContext = createContext<(second: number) => void>(() => undefined);

/** The window's one player (rule D8). */
export function usePlayer(): Player {
  const player = useContext(PlayerContext);
  if (!player) throw new Error('usePlayer needs a PlayerHost around it');
  return player;
}
