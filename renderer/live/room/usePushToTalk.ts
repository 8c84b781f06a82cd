import { useEffect, useState } from 'react';
import type { StageControl } from '../client/stageControl.ts';
import { isTyping, takesSpace } from './roomKeys.ts';

/**
 * Space is heard while it is held and the window, or `page`, the stage's own, has the focus. A button that was clicked keeps the focus and is
 * not pressed by it; one that was reached by keyboard is.
 * @returns whether it is held
 */
export function usePushToTalk(client: Pick<StageControl, 'talk'> | null, page: Window | null): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (client === null) return;
    let talking = false;
    let byKeyboard = false;
    const talk = (on: boolean) => {
      if (on === talking) return;
      talking = on;
      setHeld(on);
      void client.talk(on);
    };
    const down = (event: KeyboardEvent) => {
      if (event.key === 'Tab') byKeyboard = true;
      if (event.key !== ' ' || event.ctrlKey || event.altKey || event.metaKey) return;
      const target = event.target as Element | null;
      if (byKeyboard ? takesSpace(target) : isTyping(target)) return;
      event.preventDefault();
      event.stopPropagation();
      talk(true);
    };
    const up = (event: KeyboardEvent) => {
      if (event.key !== ' ' || !talking) return;
      event.preventDefault();
      event.stopPropagation();
      talk(false);
    };
    const pointer = () => {
      byKeyboard = false;
    };
    const away = () => talk(false);
    const windows = page === null ? [window] : [window, page];
    for (const each of windows) {
      each.addEventListener('keydown', down, true);
      each.addEventListener('keyup', up, true);
      each.addEventListener('pointerdown', pointer, true);
      each.addEventListener('blur', away);
    }
    return () => {
      for (const each of windows) {
        each.removeEventListener('keydown', down, true);
        each.removeEventListener('keyup', up, true);
        each.removeEventListener('pointerdown', pointer, true);
        each.removeEventListener('blur', away);
      }
      talk(false);
    };
  }, [client, page]);
  return held;
}
