import { join } from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { APP_ORIGIN } from '#shared/contracts/protocol.ts';
import { errorCode, errorLine } from '../files/errors.ts';
import type { JsonFile } from '../files/JsonFile.ts';
import type { Log } from '../files/Log.ts';
import { isReachable, type Remembered } from './windowBounds.ts';

type Options = { readonly bounds: JsonFile<Remembered>; readonly log: Log; readonly route: string };

/** The window's first colour, as the page's own ground, so that nothing flashes. */
const ground = { light: '#fafaf8', dark: '#16171a' };

export async function openWindow({ bounds, log, route }: Options): Promise<BrowserWindow> {
  const before = await bounds.read();
  const displays = screen.getAllDisplays().map((display) => display.workArea);
  const area = before && isReachable(before.area, displays) ? before.area : { width: 1280, height: 800 };
  const window = new BrowserWindow({
    ...area,
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Lectern',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? ground.dark : ground.light,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => {
    if (before?.maximized) window.maximize();
    window.show();
  });
  window.on('close', () => {
    const remembered = { area: window.getNormalBounds(), maximized: window.isMaximized() };
    bounds.write(remembered).catch((error: unknown) => log.warn(`window: ${errorLine(error)}`));
  });
  window.loadURL(`${APP_ORIGIN}${route}`).catch((error: unknown) => {
    // A hub was joined while the page was loading, and the page is loaded anew (rule D6).
    if (errorCode(error) === 'ERR_ABORTED') return;
    log.error(`window: ${errorLine(error)}`);
  });
  return window;
}
