import { type RefObject, useLayoutEffect, useState } from 'react';

/** The width of an element in rem, as large as the reader's text is; 0 until it is drawn. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (!element.current) return undefined;
    const sizes = new ResizeObserver(([entry]) => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setWidth((entry?.contentRect.width ?? 0) / rem);
    });
    sizes.observe(element.current);
    return () => sizes.disconnect();
  }, [element]);
  return width;
}
