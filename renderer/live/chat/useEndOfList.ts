import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

/** So near to the end counts as being there, in CSS pixels. */
const NEAR = 48;

/**
 * Keeps a list at its end while the reader is there, and where they read while they are not. `first` names the
 * oldest entry, `last` the newest: what comes before the first does not move what is read.
 */
export function useEndOfList(
  box: RefObject<HTMLElement | null>,
  first: string | number | undefined,
  last: string | number | undefined,
): { readonly atEnd: boolean; readonly onScroll: () => void; readonly toEnd: () => void } {
  const [atEnd, setAtEnd] = useState(true);
  const held = useRef({ first, fromEnd: 0, atEnd: true });

  const measure = useCallback(() => {
    const list = box.current;
    if (!list) return;
    const fromEnd = list.scrollHeight - list.scrollTop;
    const there = fromEnd - list.clientHeight <= NEAR;
    held.current = { ...held.current, fromEnd, atEnd: there };
    setAtEnd(there);
  }, [box]);

  const toEnd = useCallback(() => {
    const list = box.current;
    if (!list) return;
    list.scrollTop = list.scrollHeight;
    measure();
  }, [box, measure]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `last` is why the list has grown.
  useLayoutEffect(() => {
    const list = box.current;
    if (!list) return;
    const before = held.current;
    if (before.atEnd) list.scrollTop = list.scrollHeight;
    else if (before.first !== first) list.scrollTop = list.scrollHeight - before.fromEnd;
    held.current = { ...before, first };
    measure();
  }, [box, first, last, measure]);

  useLayoutEffect(() => {
    const list = box.current;
    if (!list) return;
    const resized = new ResizeObserver(() => held.current.atEnd && toEnd());
    resized.observe(list);
    return () => resized.disconnect();
  }, [box, toEnd]);

  return { atEnd, onScroll: measure, toEnd };
}
