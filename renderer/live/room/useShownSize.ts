import { type RefObject, useEffect } from 'react';
import type { ShownSize } from '../client/stageControl.ts';

const apartEvents = ['enterpictureinpicture', 'leavepictureinpicture'] as const;

/**
 * Tells how large an element is shown, in device pixels, and `null` while nothing of it is in sight: scrolled
 * away, gone, or in a window that is minimised, unless its picture is shown apart (rule L4).
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
    let last: string | null = null;
    const page = shown.ownerDocument;
    const tell = () => {
      const visible = (inSight && !page.hidden) || shown.contains(page.pictureInPictureElement);
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
    page.addEventListener('visibilitychange', tell);
    for (const name of apartEvents) shown.addEventListener(name, tell);
    // Observers of a page that nobody sees wait until somebody does.
    if (page.hidden) tell();
    return () => {
      sizes.disconnect();
      sight.disconnect();
      page.removeEventListener('visibilitychange', tell);
      for (const name of apartEvents) shown.removeEventListener(name, tell);
      onSize(null);
    };
  }, [element, onSize]);
}
