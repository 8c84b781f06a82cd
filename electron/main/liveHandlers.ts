import type { liveRequests } from '#shared/contracts/ipcLive.ts';
import type { IpcHandlers } from '../ipc/registerRequests.ts';
import type { Screens } from '../live/Screens.ts';
import { keepStageWindowsOnTop } from '../live/stageWindows.ts';

/** What a stage can be shown, and its own window. */
export function liveHandlers(screens: Screens): Pick<IpcHandlers, keyof typeof liveRequests> {
  return {
    'screens.list': () => screens.list(),
    'screens.choose': async (choice) => {
      await screens.choose(choice);
      return {};
    },
    'stageWindow.keepOnTop': async ({ onTop }) => {
      keepStageWindowsOnTop(onTop);
      return {};
    },
  };
}
