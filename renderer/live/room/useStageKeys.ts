import { useEffect, useRef } from 'react';
import { isTyping, type RoomAct, roomAct } from './roomKeys.ts';

/** The keys of the room; not while typing, not with a modifier, not held down. `page`: also of a second window. */
export function useStageKeys(onAct: (act: RoomAct) => void, page: Window | null): void {
  const latest = useRef(onAct);
  useEffect(() => {
    latest.current = onAct;
  });
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const act = roomAct(event);
      if (act === null || isTyping(event.target as Element | null)) return;
      event.preventDefault();
      latest.current(act);
    };
    window.addEventListener('keydown', pressed);
    page?.addEventListener('keydown', pressed);
    return () => {
      window.removeEventListener('keydown', pressed);
      page?.removeEventListener('keydown', pressed);
    };
  }, [page]);
}
