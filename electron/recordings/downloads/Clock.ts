/** Time as the queue sees it; tests turn it by hand. */
export type Clock = {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Calls once after so many milliseconds; returns how to call that off. */
  readonly after: (ms: number, act: () => void) => () => void;
};

export const systemClock: Clock = {
  now: Date.now,
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};
