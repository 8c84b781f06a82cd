import { useEffect, useState } from 'react';

const AFTER_MS = 2500;
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'focusin'] as const;

/** True once nobody has moved the pointer or pressed a key for a while. Never while not `active`. */
export function useIdle(active: boolean): boolean {
  const [idle, setIdle] = useState(false);
  useEffect(() => {
    if (!active) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const wake = () => {
      setIdle(false);
      clearTimeout(timer);
      timer = setTimeout(() => setIdle(true), AFTER_MS);
    };
    wake();
    for (const sign of SIGNS) window.addEventListener(sign, wake);
    return () => {
      clearTimeout(timer);
      for (const sign of SIGNS) window.removeEventListener(sign, wake);
      setIdle(false);
    };
  }, [active]);
  return idle;
}
