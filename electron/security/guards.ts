import { app, session, shell, type WebContents } from 'electron';
import { errorLine } from '../files/errors.ts';
import type { Log } from '../files/Log.ts';
import { adoptStageWindow, stageWindowOptions } from '../live/stageWindows.ts';
import { isOwnPage, mayHavePermission, mayOpenWindow } from './permissions.ts';

/** Design rule D1 for every page there will ever be: no navigation away, no windows but the stage's, no embedded views. */
export function guardPages(log: Log): void {
  app.on('web-contents-created', (_event, contents) => guardPage(contents, log));
}

function guardPage(contents: WebContents, log: Log): void {
  contents.on('will-navigate', (event, url) => {
    if (isOwnPage(url)) return;
    event.preventDefault();
    openOutside(url, log);
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpenWindow(url, contents.getURL())) {
      return { action: 'allow', overrideBrowserWindowOptions: stageWindowOptions };
    }
    openOutside(url, log);
    return { action: 'deny' };
  });
  contents.on('did-create-window', (window) => adoptStageWindow(window, contents));
}

/** A link to the web opens in the person's browser; nothing but https does. */
function openOutside(url: string, log: Log): void {
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') return;
  shell.openExternal(url).catch((error: unknown) => log.warn(`open link: ${errorLine(error)}`));
}

/** Electron grants every permission unless both handlers say otherwise. Call when the app is ready. */
export function guardPermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((contents, permission, answer, details) => {
    const asking = details.requestingUrl || contents.getURL();
    answer(details.isMainFrame && isOwnPage(contents.getURL()) && mayHavePermission(permission, asking));
  });
  defaultSession.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    mayHavePermission(permission, requestingOrigin),
  );
  defaultSession.setDevicePermissionHandler(() => false);
}
