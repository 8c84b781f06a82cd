import { useMemo, useState } from 'react';
import type { Cue } from '#shared/recordings/recording.ts';
import { type Found, findInCues, nearestFound } from './findInCues.ts';

export type Find = {
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly found: readonly Found[];
  /** The place that was gone to, as an index into `found`; `null` before the first step. */
  readonly at: number | null;
  /** Goes to the next place (or the one before) and returns it; the first one from `second` on. */
  readonly step: (way: 1 | -1, second: number) => Found | undefined;
};

/** Finding words in a transcript. */
export function useFind(cues: readonly Cue[]): Find {
  const [text, setText] = useState('');
  const [at, setAt] = useState<number | null>(null);
  const found = useMemo(() => findInCues(cues, text), [cues, text]);
  return {
    text,
    setText: (next) => {
      setText(next);
      setAt(null);
    },
    found,
    at: at === null || at >= found.length ? null : at,
    step: (way, second) => {
      if (found.length === 0) return undefined;
      const next = at === null ? nearestFound(found, cues, second) : (at + way + found.length) % found.length;
      setAt(next);
      return found[next];
    },
  };
}
