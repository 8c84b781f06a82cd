import { type Reaction, type ReactionCounts, reaction } from '#shared/live/chat.ts';

/** How long a count stands after the last reaction of its kind, in ms. */
export const REACTION_STAYS_MS = 3_000;

/** `until`: when it goes away, in ms on the clock of `now`. */
export type Tallied = { readonly kind: Reaction; readonly count: number; readonly until: number };

/** The counts that are in sight, in the order in which their kinds came up. */
export type ReactionTally = readonly Tallied[];

/** Adds what the hub has told; what has stood its time begins anew. */
export function tallyReactions(tally: ReactionTally, counts: ReactionCounts, now: number): ReactionTally {
  const until = now + REACTION_STAYS_MS;
  const standing = withoutPast(tally, now);
  const grown = standing.map((one) => {
    const more = counts[one.kind] ?? 0;
    return more > 0 ? { kind: one.kind, count: one.count + more, until } : one;
  });
  const fresh = reaction.options
    .filter((kind) => !standing.some((one) => one.kind === kind))
    .flatMap((kind) => {
      const count = counts[kind] ?? 0;
      return count > 0 ? [{ kind, count, until }] : [];
    });
  return [...grown, ...fresh];
}

/** What still stands at `now`; the same array where nothing has gone. */
export function withoutPast(tally: ReactionTally, now: number): ReactionTally {
  return tally.every(({ until }) => until > now) ? tally : tally.filter(({ until }) => until > now);
}
