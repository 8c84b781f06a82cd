import type { KeyboardEvent } from 'react';

/** What the arrow keys go through: the field, then every hit. */
const STOPS = 'input[type="search"], a[data-hit]';

/** Up and down go from the field through the hits and back; Home and End to the first and last hit. */
export function useArrowKeys(): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    const { key, currentTarget, target } = event;
    const stops = [...currentTarget.querySelectorAll<HTMLElement>(STOPS)];
    const at = stops.indexOf(target as HTMLElement);
    if (at === -1 || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = nextStop(key, at, stops.length);
    if (next === null) return;
    event.preventDefault();
    stops[next]?.focus();
  };
}

function nextStop(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, at + 1);
    case 'ArrowUp':
      return Math.max(0, at - 1);
    case 'Home':
      return at === 0 ? null : Math.min(1, count - 1);
    case 'End':
      return at === 0 ? null : count - 1;
    case 'Escape':
      return at === 0 ? null : 0;
    default:
      return null;
  }
}
