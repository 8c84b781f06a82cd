import type { StagePhase } from './stage.ts';
import type { StageBook } from './stageBook.ts';

/**
 * The book after its stage has moved to a phase. Going live starts the clock of `liveSince`. What is played and
 * recorded ends when the audience is gone from it (rule L8: a green room is not recorded). Hands, guests, who was
 * brought down, spotlight and timer end with the session; chat rules, bans, consent and `liveSince` stay.
 */
export function bookInPhase(book: StageBook, phase: StagePhase, now: number): StageBook {
  if (phase === 'live') return { ...book, liveSince: now };
  const quiet = { ...book, playing: null, recording: { ...book.recording, since: null } };
  if (phase === 'green-room') return quiet;
  return { ...quiet, hands: [], guests: [], down: [], spotlight: null, timer: null };
}
