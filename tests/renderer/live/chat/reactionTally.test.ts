import { describe, expect, it } from 'vitest';
import { REACTION_STAYS_MS, tallyReactions, withoutPast } from '#renderer/live/chat/reactionTally.ts';

describe('the counts of reactions over the stage', () => {
  it('rise by what the hub told, each kind in its own place', () => {
    const first = tallyReactions([], { clap: 2 }, 0);
    const second = tallyReactions(first, { heart: 1, clap: 3 }, 500);
    expect(second.map(({ kind, count }) => [kind, count])).toEqual([
      ['clap', 5],
      ['heart', 1],
    ]);
  });

  it('stand for a while after the last reaction of their kind, then begin anew', () => {
    const first = tallyReactions([], { clap: 2, wow: 1 }, 0);
    const kept = tallyReactions(first, { wow: 1 }, 1_000);
    expect(withoutPast(kept, REACTION_STAYS_MS).map(({ kind }) => kind)).toEqual(['wow']);
    expect(tallyReactions(kept, { clap: 1 }, REACTION_STAYS_MS)[1]).toMatchObject({ kind: 'clap', count: 1 });
  });

  it('are the same array while nothing has gone, so that nothing is drawn anew', () => {
    const tally = tallyReactions([], { yes: 1 }, 0);
    expect(withoutPast(tally, 1)).toBe(tally);
  });
});
