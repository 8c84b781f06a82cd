import { join } from 'node:path';
import { app, powerMonitor } from 'electron';
import { errorLine } from '../files/errors.ts';
import { Notices } from '../ipc/Notices.ts';
import { registerFiles } from '../ipc/registerFiles.ts';
import { registerRequests } from '../ipc/registerRequests.ts';
import { serveScreens } from '../live/serveScreens.ts';
import { keyring } from '../people/keyring.ts';
import { guardDownloads } from '../security/guardDownloads.ts';
import { guardPermissions } from '../security/guards.ts';
import { serveSchemes } from '../security/schemes.ts';
import { verifyCertificates } from '../security/verifyCertificates.ts';
import { chooseFile } from '../uploads/chooseFile.ts';
import { DownloadWatch } from '../workspace/DownloadWatch.ts';
import { setMenu } from '../workspace/menu.ts';
import { notifyFinished } from '../workspace/notifyFinished.ts';
import type { openLog } from '../workspace/openLog.ts';
import { showProgress } from '../workspace/showProgress.ts';
import { boundsFile } from '../workspace/windowBounds.ts';
import { AppWindows } from './AppWindows.ts';
import { closeInTime } from './closeInTime.ts';
import { describeApp } from './describeApp.ts';
import { handlersOf } from './handlers.ts';
import { joinAtStart, openLink } from './links.ts';
import { offer } from './offeredPacks.ts';
import { openServices } from './services.ts';

/** Milliseconds that what runs has to close when the app ends. */
const PATIENCE = 20_000;

type Options = { readonly profile: string; readonly log: ReturnType<typeof openLog> };
export type RunningApp = {
  readonly openLink: (link: string) => void;
  readonly join: (link: string) => void;
  readonly showWindow: () => void;
  /** Shows what is in a `.lectern` file; nothing of it is taken over before the person says so. */
  readonly offerPack: (path: string) => void;
};

/** Everything from "the app is ready" on. */
export async function startApp({ profile, log }: Options): Promise<RunningApp> {
  const notices = new Notices();
  const vault = keyring();
  const report = (error: unknown): void => log.error(errorLine(error));
  const showDownloads = (): void => {
    windows.show().catch(report);
    notices.say('link.opened', { route: '/downloads' });
  };
  const watch = new DownloadWatch({
    showProgress,
    onFinished: (finished) => notifyFinished({ ...finished, onClick: showDownloads }),
  });
  const services = await openServices({
    profile,
    vault,
    log,
    onDownload: (notice, workshop) => {
      notices.say('downloads.changed', notice);
      watch.hear(notice, workshop);
    },
    onOrder: (notice) => notices.say('downloads.ordered', notice),
    onHeld: (notice) => notices.say('downloads.held', notice),
    onSpace: () => notices.say('space.changed', {}),
    onUpload: (notice) => notices.say('uploads.changed', notice),
    onPack: (work) => notices.say('packs.changed', work),
    onJournal: (notice) => notices.say('journal.appended', notice),
  });
  guardPermissions();
  verifyCertificates(services.pins, log);
  guardDownloads({ log, onEnd: (notice) => notices.say('file.saved', notice) });
  serveSchemes({
    pageFolder: join(import.meta.dirname, '../renderer'),
    hubAddresses: () => services.registry.joined().map((hub) => hub.address),
    media: (request) => services.media.handle(request),
  });
  const bounds = boundsFile(profile, log);
  const windows = new AppWindows({ bounds, log, notices });
  const onJoined = (): void => {
    setImmediate(() => windows.reload());
  };
  const describe = () => describeApp({ services, keyring: vault !== null, lastLines: log.lastLines });
  const screens = serveScreens(log);
  registerRequests(handlersOf(services, { screens, onJoined, diagnostics: describe }), log);
  registerFiles(services.files, log);
  const offerPack = (path: string): void => {
    offer(path, services.files, notices).catch(report);
  };
  setMenu({
    diagnostics: describe,
    newWindow: () => void windows.open().catch(report),
    openPack: () => void choosePack(offerPack).catch(report),
  });
  powerMonitor.on('resume', () => {
    services.downloader.hubReached(null);
    services.uploader.hubReached(null);
    notices.say('power.resumed', {});
  });
  powerMonitor.on('unlock-screen', () => notices.say('power.resumed', {}));
  closeBeforeQuit(() => services.close().then(() => bounds.settled()), log);
  await windows.open();
  return {
    openLink: (link) => openLink(link, notices),
    join: (link) => {
      joinAtStart(link, { services, notices, log, onJoined }).catch(report);
    },
    showWindow: () => void windows.show().catch(report),
    offerPack,
  };
}

async function choosePack(offerPack: (path: string) => void): Promise<void> {
  const path = await chooseFile('pack');
  if (path !== null) offerPack(path);
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
    closeInTime(close, PATIENCE, log).finally(() => app.exit(0));
  });
}
