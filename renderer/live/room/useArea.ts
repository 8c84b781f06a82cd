import { type RefObject, useEffect, useRef, useState } from 'react';
import type { Area } from './tileLayout.ts';

const unmeasured = { width: 0, height: 0, rem: 16 };

/** The size of an element's inside, and of the text around it, in CSS pixels; kept up to date. */
export function useArea(): {
  readonly ref: RefObject<HTMLElement | null>;
  readonly area: Area & { readonly rem: number };
} {
  const ref = useRef<HTMLElement>(null);
  const [area, setArea] = useState(unmeasured);
  useEffect(() => {
    const element = ref.current;
    const view = element?.ownerDocument.defaultView;
    if (!element || !view) return;
    const measure = () => {
      const rem = Number.parseFloat(view.getComputedStyle(element.ownerDocument.documentElement).fontSize);
      const next = { width: element.clientWidth, height: element.clientHeight, rem: rem || 16 };
      setArea((before) =>
        before.width === next.width && before.height === next.height && before.rem === next.rem
          ? before
          : next,
      );
    };
    const observer = new view.ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);
  return { ref, area };
}
