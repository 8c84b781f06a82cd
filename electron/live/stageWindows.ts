import { BrowserWindow, type BrowserWindowConstructorOptions, screen, type WebContents } from 'electron';
import { isReachable } from '../workspace/windowBounds.ts';

const stageWindows = new WeakSet<BrowserWindow>();

/** A stage that was popped out: drawn by the page that opened it, so it has no script of its own. */
export const stageWindowOptions: BrowserWindowConstructorOptions = {
  minWidth: 320,
  minHeight: 240,
  title: 'Lectern',
  autoHideMenuBar: true,
  backgroundColor: '#0f0e0d',
  webPreferences: {
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    spellcheck: false,
  },
};

/** Closes with the window that draws it, and never opens where nobody could take hold of it. */
export function adoptStageWindow(window: BrowserWindow, opener: WebContents): void {
  stageWindows.add(window);
  const areas = screen.getAllDisplays().map((display) => display.workArea);
  if (!isReachable(window.getBounds(), areas)) window.center();
  const close = () => {
    if (!window.isDestroyed()) window.close();
  };
  opener.once('destroyed', close);
  opener.once('render-process-gone', close);
  window.once('closed', () => {
    opener.off('destroyed', close);
    opener.off('render-process-gone', close);
  });
}

/** The windows with the whole app in them. */
export function appWindows(): readonly BrowserWindow[] {
  return BrowserWindow.getAllWindows().filter((window) => !stageWindows.has(window));
}

/** Above all other windows, or among them. */
export function keepStageWindowsOnTop(onTop: boolean): void {
  for (const window of BrowserWindow.getAllWindows()) {
    if (stageWindows.has(window)) window.setAlwaysOnTop(onTop);
  }
}
