import { useMediaSelector } from 'media-chrome/react/media-store';
import { useEffect, useRef } from 'react';
import { useSetting } from '../workspace/settings.ts';
import { usePlayer } from './playerContext.ts';
import { useMediaActs, useMediaNow } from './useMediaActs.ts';

const typingIn =
  'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="slider"]';
const pressed = 'button, a, [role="button"]';

/** The keys of the player, while its page is open and nobody is typing. */
export function usePlayerKeys(active: boolean): void {
  const { board } = usePlayer();
  const { currentTime, paused } = useMediaNow();
  const muted = useMediaSelector((state) => state.mediaMuted) ?? false;
  const full = useMediaSelector((state) => state.mediaIsFullscreen) ?? false;
  const [captionsOn, setCaptions] = useSetting('captionsOn');
  const acts = useMediaActs();
  const run = useRef<(key: string) => boolean>(() => false);
  run.current = (key) => {
    const keys: Readonly<Record<string, () => void>> = {
      ' ': () => (paused ? acts.play() : acts.pause()),
      k: () => (paused ? acts.play() : acts.pause()),
      j: () => acts.seek(currentTime - 10),
      l: () => acts.seek(currentTime + 10),
      arrowleft: () => acts.seek(currentTime - 5),
      arrowright: () => acts.seek(currentTime + 5),
      m: () => acts.mute(!muted),
      f: () => acts.fullscreen(!full),
      c: () => setCaptions(!captionsOn),
      q: () => board?.ask(currentTime),
    };
    const act = Object.hasOwn(keys, key) ? keys[key] : undefined;
    act?.();
    return act !== undefined;
  };
  useEffect(() => {
    if (!active) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(typingIn)) return;
      if (event.key === ' ' && target?.closest(pressed)) return;
      if (run.current(event.key.toLowerCase())) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [active]);
}
