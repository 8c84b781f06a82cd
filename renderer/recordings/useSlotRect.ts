import { type RefObject, useLayoutEffect } from 'react';

const SIDES = ['left', 'top', 'width', 'height'] as const;

/**
 * Keeps `box` over `slot` while the page scrolls and changes, without moving it in the document, which
 * would stop a video.
 */
export function useSlotRect(box: RefObject<HTMLElement | null>, slot: HTMLElement | null): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (!element || !slot) return undefined;
    const follow = () => {
      const rect = slot.getBoundingClientRect();
      for (const side of SIDES) element.style[side] = `${rect[side]}px`;
    };
    const sizes = new ResizeObserver(follow);
    for (let part: HTMLElement | null = slot; part; part = part.parentElement) sizes.observe(part);
    window.addEventListener('scroll', follow, { capture: true, passive: true });
    follow();
    return () => {
      sizes.disconnect();
      window.removeEventListener('scroll', follow, { capture: true });
      for (const side of SIDES) element.style.removeProperty(side);
    };
  }, [box, slot]);
}
