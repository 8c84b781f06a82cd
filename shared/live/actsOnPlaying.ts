import { assertNever } from '../assertNever.ts';
import { RefusedError } from '../contracts/refusals.ts';
import { type PlayedTogether, positionAt } from './playedTogether.ts';
import type { StagePhase } from './stage.ts';
import type { StageAct } from './stageActs.ts';
import type { StageBook } from './stageBook.ts';
import { mayBeOnAir } from './stageRules.ts';

export type PlayAct = Extract<
  StageAct,
  { kind: 'play' | 'play-pause' | 'play-resume' | 'play-seek' | 'play-stop' }
>;

/** What is played after an act on the playing `current`, whose `run` the act names; the run is the caller's to count. */
function after(current: PlayedTogether, act: Exclude<PlayAct, { kind: 'play' }>, now: number) {
  switch (act.kind) {
    case 'play-pause':
      if (current.paused) throw new RefusedError('already-done');
      return { ...current, position: positionAt(current, now), at: now, paused: true };
    case 'play-resume':
      if (!current.paused) throw new RefusedError('already-done');
      return { ...current, at: now, paused: false };
    case 'play-seek':
      return { ...current, position: act.position, at: now };
    case 'play-stop':
      return null;
    default:
      return assertNever(act);
  }
}

/**
 * The book after an act on what is played to everyone. Throws `RefusedError`: wrong-state (nobody is there to see it,
 * or the playing that is meant has gone on), already-done.
 */
export function withPlaying(
  book: StageBook,
  act: PlayAct,
  actor: { readonly accountId: string },
  facts: { readonly phase: StagePhase; readonly now: number },
): StageBook {
  const runs = book.runs + 1;
  const { now } = facts;
  if (act.kind === 'play') {
    if (!mayBeOnAir(facts.phase)) throw new RefusedError('wrong-state', facts.phase);
    const { recordingId, position } = act;
    const playing = { recordingId, run: runs, position, at: now, paused: false, by: actor.accountId };
    return { ...book, runs, playing };
  }
  if (book.playing?.run !== act.run) throw new RefusedError('wrong-state', 'another playing');
  const next = after(book.playing, act, now);
  return { ...book, runs, playing: next && { ...next, run: runs } };
}
