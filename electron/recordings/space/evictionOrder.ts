/** What of a stored rendition says when it may go. Times in ms since the epoch. */
export type Candidate = {
  readonly kept: boolean;
  readonly inUse: boolean;
  readonly watchedAt: number | null;
  readonly storedAt: number | null;
  readonly starred: boolean;
  /** To its end, as the person has it. */
  readonly watched: boolean;
};

/** What room is made for: what plays now, or what is to be watched later. */
export type Purpose = 'play' | 'download';

/** A download does not delete what another one brought in the last day and nobody has watched yet. */
const FRESH = 24 * 60 * 60 * 1000;

/**
 * Rule M6: least recently watched first, starred and unwatched last; kept or in use never. What was never
 * watched counts from when it came.
 */
export function evictionOrder<T extends Candidate>(stored: readonly T[]): readonly T[] {
  return stored
    .filter(({ kept, inUse }) => !kept && !inUse)
    .toSorted((a, b) => Number(isPromised(a)) - Number(isPromised(b)) || ageOf(a) - ageOf(b));
}

/** What may go so that something else can be downloaded: else a queue would delete its own beginning. */
export function yieldsToDownload({ watchedAt, storedAt }: Candidate, now: number): boolean {
  return watchedAt !== null || storedAt === null || now - storedAt > FRESH;
}

function isPromised({ starred, watched }: Candidate): boolean {
  return starred && !watched;
}

function ageOf({ watchedAt, storedAt }: Candidate): number {
  return watchedAt ?? storedAt ?? 0;
}
