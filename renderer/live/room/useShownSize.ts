import { type RefObject, useEffect } from 'react';
import type { ShownSize } from '../client/stageControl.ts';

/**
 * Tells how large an element is shown, in device pixels, and `null` while nothing of it is in sight: scrolled
 * away, gone, or in a window that is minimised (rule L4).
 */
export function useShownSize(
  element: RefObject<HTMLElement | null>,
  onSize: (size: ShownSize) => void,
): void {
  useEffect(() => {
    const shown = element.current;
    // The element may stand in the popped out window, which has observers of its own.
    const view = shown?.ownerDocument.defaultView;
    if (!shown || !view) return;
    let inSight = true;
    let last = '';
    const tell = () => {
      const visible = inSight && !shown.ownerDocument.hidden;
      const { width, height } = shown.getBoundingClientRect();
      const scale = view.devicePixelRatio;
      const size = { width: Math.round(width * scale), height: Math.round(height * scale) };
      const said = visible ? `${size.width} ${size.height}` : '';
      if (said === last) return;
      last = said;
      onSize(visible ? size : null);
    };
    const sizes = new view.ResizeObserver(tell);
    const sight = new view.IntersectionObserver((entries) => {
      inSight = entries.at(-1)?.isIntersecting ?? inSight;
      tell();
    });
    sizes.observe(shown);
    sight.observe(shown);
    shown.ownerDocument.addEventListener('visibilitychange', tell);
    return () => {
      sizes.disconnect();
      sight.disconnect();
      shown.ownerDocument.removeEventListener('visibilitychange', tell);
      onSize(null);
    };
  }, [element, onSize]);
}
