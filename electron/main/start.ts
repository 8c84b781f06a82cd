import { join } from 'node:path';
import { app, type BrowserWindow, powerMonitor } from 'electron';
import { errorLine } from '../files/errors.ts';
import { Notices } from '../ipc/Notices.ts';
import { registerRequests } from '../ipc/registerRequests.ts';
import { keyring } from '../people/keyring.ts';
import { guardPermissions } from '../security/guards.ts';
import { serveSchemes } from '../security/schemes.ts';
import { setMenu } from '../workspace/menu.ts';
import type { openLog } from '../workspace/openLog.ts';
import { openWindow } from '../workspace/openWindow.ts';
import { boundsFile } from '../workspace/windowBounds.ts';
import { describeApp } from './describeApp.ts';
import { handlersOf } from './handlers.ts';
import { joinAtStart, openLink } from './links.ts';
import { openServices } from './services.ts';

type Options = { readonly profile: string; readonly log: ReturnType<typeof openLog> };
export type RunningApp = {
  readonly openLink: (link: string) => void;
  readonly join: (link: string) => void;
  readonly showWindow: () => void;
};

/** Everything from "the app is ready" on. */
export async function startApp({ profile, log }: Options): Promise<RunningApp> {
  const notices = new Notices();
  const vault = keyring();
  const services = await openServices({
    profile,
    vault,
    log,
    onDownload: (notice) => notices.say('downloads.changed', notice),
  });
  guardPermissions();
  serveSchemes({
    pageFolder: join(import.meta.dirname, '../renderer'),
    hubAddresses: () => services.registry.list().map((hub) => hub.address),
    media: (request) => services.media.handle(request),
  });
  const bounds = boundsFile(profile, log);
  let window: BrowserWindow | null = null;
  const show = async (): Promise<void> => {
    window = await openWindow({ bounds, log, route: '/' });
    notices.attach(window.webContents);
    window.once('closed', () => {
      window = null;
    });
  };
  const onJoined = (): void => {
    setImmediate(() => window?.webContents.reloadIgnoringCache());
  };
  const describe = () => describeApp({ services, keyring: vault !== null, lastLines: log.lastLines });
  registerRequests(handlersOf(services, { onJoined, diagnostics: describe }), log);
  setMenu(describe);
  powerMonitor.on('resume', () => services.downloader.hubReached(null));
  closeBeforeQuit(() => services.close().then(() => bounds.settled()), log);
  await show();
  const report = (error: unknown): void => log.error(errorLine(error));
  return {
    openLink: (link) => openLink(link, notices),
    join: (link) => {
      joinAtStart(link, { services, notices, log, onJoined }).catch(report);
    },
    showWindow: () => {
      if (!window) return void show().catch(report);
      if (window.isMinimized()) window.restore();
      window.focus();
    },
  };
}

/**
 * What was fetched is synced and marked before the process ends. It ends by `exit`: after a SIGTERM a second
 * `quit` would wait for ever.
 */
function closeBeforeQuit(close: () => Promise<void>, log: Options['log']): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    closed = true;
    close()
      .catch((error: unknown) => log.error(`close: ${errorLine(error)}`))
      .finally(() => app.exit(0));
  });
}
