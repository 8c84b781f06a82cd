import { useEffect } from 'react';
import type { CaptureSource } from './capture.ts';

const isTyping = (target: EventTarget | null) =>
  target instanceof Element &&
  target.closest('input, textarea, select, [contenteditable], [role=menu], [role=listbox]') !== null;

/** M for the microphone, V for the camera; not while typing, not with a modifier, not held down. */
export function useStageKeys(enabled: boolean, toggle: (source: CaptureSource) => void): void {
  useEffect(() => {
    if (!enabled) return;
    const pressed = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      if (key === 'm') toggle('microphone');
      else if (key === 'v') toggle('camera');
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [enabled, toggle]);
}
