import { useSyncExternalStore } from 'react';
import { useSetting } from './settings.ts';

const NARROW = 1000;

function subscribe(listener: () => void): () => void {
  window.addEventListener('resize', listener);
  return () => window.removeEventListener('resize', listener);
}

/** True where the window leaves no room for a whole sidebar, with text as large as it is. */
export function useNarrow(): boolean {
  const [textSize] = useSetting('textSize');
  const width = useSyncExternalStore(subscribe, () => window.innerWidth);
  return width / (textSize / 100) < NARROW;
}
