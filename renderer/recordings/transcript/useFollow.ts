import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

export type Follow = {
  /** False while the reader looks elsewhere. */
  readonly follows: boolean;
  /** Goes back to the current line and stays with it. */
  readonly resume: () => void;
  /** The reader looks elsewhere. */
  readonly pause: () => void;
};

const SIGNS = ['wheel', 'touchmove', 'pointerdown'] as const;
const SCROLL_KEYS = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End'];

/** Keeps the current line in sight until the reader scrolls; `at` changes with the line. */
export function useFollow(list: RefObject<HTMLElement | null>, at: number | undefined): Follow {
  const [follows, setFollows] = useState(true);
  const show = useCallback(() => {
    const element = list.current;
    const line = element?.querySelector<HTMLElement>('[aria-current]');
    if (element && line) element.scrollTo({ top: Math.max(0, line.offsetTop - element.clientHeight / 3) });
  }, [list]);
  const shown = useRef(show);
  shown.current = show;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `at` is the line that is shown
  useEffect(() => {
    if (follows) shown.current();
  }, [follows, at]);
  useEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const pause = (event: Event) => {
      // A press on a line leads to it; only one on the scroll bar is a look elsewhere.
      if (event.type === 'pointerdown' && event.target !== element) return;
      setFollows(false);
    };
    const onKey = ({ key }: KeyboardEvent) => {
      if (SCROLL_KEYS.includes(key)) setFollows(false);
    };
    for (const sign of SIGNS) element.addEventListener(sign, pause, { passive: true });
    element.addEventListener('keydown', onKey);
    return () => {
      for (const sign of SIGNS) element.removeEventListener(sign, pause);
      element.removeEventListener('keydown', onKey);
    };
  }, [list]);
  return {
    follows,
    resume: useCallback(() => setFollows(true), []),
    pause: useCallback(() => setFollows(false), []),
  };
}
