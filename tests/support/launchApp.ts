import { execFile } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { _electron, type ElectronApplication, type Page } from 'playwright';

const run = promisify(execFile);

export const root = resolve(import.meta.dirname, '..', '..');

/** Cameras and microphones that are not there: Chromium's own test devices. */
export const fakeDevices = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

export type RunningApp = {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly profile: string;
  /** Closes the window as a person would, and waits for the process to end. */
  close(): Promise<void>;
  /** SIGKILL: no last word, as when the power goes. */
  kill(): Promise<void>;
  hasEnded(): boolean;
};

export function newProfile(): string {
  return mkdtempSync(join(tmpdir(), 'lectern-profile-'));
}

/**
 * The flags that every Electron of the tests and benches is started with. Electron does not start as
 * root without `--no-sandbox`; the app itself never sets it.
 */
export function electronFlags(): string[] {
  const isRoot = process.getuid?.() === 0;
  return [...(isRoot ? ['--no-sandbox'] : []), '--disable-gpu', '--force-device-scale-factor=1'];
}

export function electronBinary(): string {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) throw new Error('ELECTRON_OVERRIDE_DIST_PATH is not set: run by npm test');
  return join(folder, 'electron');
}

/** Starts the app a second time in the same profile; it hands its arguments to the first and ends. */
export async function startAgain(profile: string, args: readonly string[]): Promise<void> {
  await run(electronBinary(), [...electronFlags(), root, `--profile=${profile}`, ...args]);
}

/** After a first join the page is loaded anew (rule D6), and what is done in it just before that is lost. */
export async function waitForJoined(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const [load] = performance.getEntriesByType('navigation');
    return load instanceof PerformanceNavigationTiming && load.type === 'reload';
  });
  await page.waitForLoadState();
}

/** Starts the built app in the real Electron and waits for its first window. */
export async function launchApp(options: {
  readonly profile?: string;
  /** Joined at the start without asking. */
  readonly invite?: string | undefined;
  /** Opened as the operating system does. */
  readonly link?: string | undefined;
  readonly flags?: readonly string[];
}): Promise<RunningApp> {
  const profile = options.profile ?? newProfile();
  const app = await _electron.launch({
    executablePath: electronBinary(),
    args: [
      ...electronFlags(),
      ...(options.flags ?? []),
      root,
      `--profile=${profile}`,
      ...(options.invite ? [`--join=${options.invite}`] : []),
      ...(options.link ? [options.link] : []),
    ],
    env: { ...process.env, LANG: 'en_GB.UTF-8', TZ: 'UTC' },
  });
  const page = await app.firstWindow();
  let ended = false;
  app.process().once('exit', () => {
    ended = true;
  });
  return {
    hasEnded: () => ended,
    app,
    page,
    profile,
    close: () => app.close(),
    kill: async () => {
      const child = app.process();
      const gone = new Promise<void>((done) => child.once('exit', () => done()));
      child.kill('SIGKILL');
      await gone;
    },
  };
}
