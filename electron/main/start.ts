import { join } from 'node:path';
import { app, powerMonitor } from 'electron';
import { errorLine } from '../files/errors.ts';
import { Notices } from '../ipc/Notices.ts';
import { registerRequests } from '../ipc/registerRequests.ts';
import { keyring } from '../people/keyring.ts';
import { guardDownloads } from '../security/guardDownloads.ts';
import { guardPermissions } from '../security/guards.ts';
import { serveSchemes } from '../security/schemes.ts';
import { verifyCertificates } from '../security/verifyCertificates.ts';
import { setMenu } from '../workspace/menu.ts';
import type { openLog } from '../workspace/openLog.ts';
import { boundsFile } from '../workspace/windowBounds.ts';
import { AppWindows } from './AppWindows.ts';
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
    onJournal: (notice) => notices.say('journal.appended', notice),
  });
  guardPermissions();
  verifyCertificates(services.pins, log);
  guardDownloads({ log, onEnd: (notice) => notices.say('file.saved', notice) });
  serveSchemes({
    pageFolder: join(import.meta.dirname, '../renderer'),
    hubAddresses: () => services.registry.list().map((hub) => hub.address),
    media: (request) => services.media.handle(request),
  });
  const bounds = boundsFile(profile, log);
  const windows = new AppWindows({ bounds, log, notices });
  const onJoined = (): void => {
    setImmediate(() => windows.reload());
  };
  const describe = () => describeApp({ services, keyring: vault !== null, lastLines: log.lastLines });
  registerRequests(handlersOf(services, { onJoined, diagnostics: describe }), log);
  const report = (error: unknown): void => log.error(errorLine(error));
  setMenu({ diagnostics: describe, newWindow: () => void windows.open().catch(report) });
  powerMonitor.on('resume', () => services.downloader.hubReached(null));
  closeBeforeQuit(() => services.close().then(() => bounds.settled()), log);
  await windows.open();
  return {
    openLink: (link) => openLink(link, notices),
    join: (link) => {
      joinAtStart(link, { services, notices, log, onJoined }).catch(report);
    },
    showWindow: () => void windows.show().catch(report),
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
