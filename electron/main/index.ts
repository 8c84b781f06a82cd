import { app } from 'electron';
import { errorLine } from '../files/errors.ts';
import { guardPages } from '../security/guards.ts';
import { registerSchemes } from '../security/schemes.ts';
import { dropCertificateSwitches } from '../security/verifyCertificates.ts';
import { openLog } from '../workspace/openLog.ts';
import { linkIn } from '../workspace/readLink.ts';
import { chooseProfile } from './chooseProfile.ts';
import { joinIn } from './links.ts';
import { packIn } from './offeredPacks.ts';
import { startApp } from './start.ts';

const profile = chooseProfile(process.argv);

if (app.requestSingleInstanceLock()) run();
else app.quit();

function run(): void {
  const log = openLog(profile);
  // Beside a launcher's `--no-sandbox` (root) it would end every child process at its start. Each window's
  // own `sandbox: true` holds in both cases.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  dropCertificateSwitches();
  registerSchemes();
  guardPages(log);
  if (app.isPackaged) app.setAsDefaultProtocolClient('lectern');
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });

  const started = app.whenReady().then(() => startApp({ profile, log }));
  const open = (link: string): void => {
    started
      .then((running) => running.openLink(link))
      .catch(() => log.warn('a link came before the start failed'));
  };
  const offer = (path: string): void => {
    started
      .then((running) => running.offerPack(path))
      .catch(() => log.warn('a pack came before the start failed'));
  };
  app.on('second-instance', (_event, argv, folder) => {
    const link = linkIn(argv);
    if (link) open(link);
    const pack = packIn(argv, folder);
    if (pack) offer(pack);
    started
      .then((running) => running.showWindow())
      .catch(() => log.warn('a second start came to a failed one'));
  });
  app.on('open-url', (event, link) => {
    event.preventDefault();
    open(link);
  });
  app.on('open-file', (event, path) => {
    event.preventDefault();
    offer(path);
  });
  app.on('activate', () => {
    started.then((running) => running.showWindow()).catch(() => log.warn('activated after a failed start'));
  });
  const first = linkIn(process.argv);
  if (first) open(first);
  const pack = packIn(process.argv, process.cwd());
  if (pack) offer(pack);
  const invite = joinIn(process.argv);
  if (invite) {
    started
      .then((running) => running.join(invite))
      .catch(() => log.warn('an invite came before the start failed'));
  }
  started.catch((error: unknown) => {
    log.error(`start: ${errorLine(error)}`);
    console.error(`Lectern could not start: ${errorLine(error)}`);
    app.exit(1);
  });
}
