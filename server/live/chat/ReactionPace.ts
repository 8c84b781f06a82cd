import { REACTION_PACE_MS, type Reaction, type ReactionCounts } from '#shared/live/chat.ts';

/** Counts reactions and tells them together, once per `REACTION_PACE_MS` at most. */
export class ReactionPace {
  readonly #tell: (counts: ReactionCounts) => void;
  #counts: Partial<Record<Reaction, number>> = {};
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(tell: (counts: ReactionCounts) => void) {
    this.#tell = tell;
  }

  add(reaction: Reaction): void {
    if (this.#closed) return;
    this.#counts[reaction] = (this.#counts[reaction] ?? 0) + 1;
    this.#timer ??= setTimeout(() => {
      const counts = this.#counts;
      this.#counts = {};
      this.#timer = null;
      this.#tell(counts);
    }, REACTION_PACE_MS);
  }

  /** What was not told yet is not told any more. */
  close(): void {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
