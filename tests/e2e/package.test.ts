import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { build, Platform } from 'electron-builder';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { electronFlags, root } from '#tests/support/launchApp.ts';
import { openWorkshop } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';

/** The unpacked target, of the runtime at hand and what `electron-vite build` left in `out/`. */
async function buildUnpacked(output: string): Promise<string> {
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(root, 'node_modules/electron/dist');
  const version = (await readFile(join(dist, 'version'), 'utf8')).trim().replace(/^v/, '');
  await build({
    projectDir: root,
    targets: Platform.current().createTarget('dir'),
    publish: 'never',
    config: {
      extends: join(root, 'electron-builder.yml'),
      electronDist: dist,
      electronVersion: version,
      directories: { output },
      // The loader that the fallback runtime brings in place of Electron's default app.
      afterPack: async ({ appOutDir }) =>
        rm(join(appOutDir, 'resources/app'), { recursive: true, force: true }),
    },
  });
  return join(output, 'linux-unpacked');
}

/** Starts a packaged app with its real fuses: no Node inspector, so it is driven over CDP. */
async function startPackaged(
  binary: string,
  profile: string,
  invite: string,
): Promise<{ app: ChildProcess; endpoint: string }> {
  const flags = [...electronFlags(), '--remote-debugging-port=0', `--profile=${profile}`, `--join=${invite}`];
  const app = spawn(binary, flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  const endpoint = await new Promise<string>((resolve, reject) => {
    let said = '';
    app.stderr?.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const url = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
      if (url) resolve(url);
    });
    app.once('exit', (code) => reject(new Error(`the packaged app ended with ${code}: ${said}`)));
  });
  return { app, endpoint };
}

const hub = await startHub();
let output: string;
let folder: string;
let app: ChildProcess | undefined;
let browser: Browser | undefined;

beforeAll(async () => {
  output = await mkdtemp(join(tmpdir(), 'lectern-package-'));
  folder = await buildUnpacked(output);
});

afterAll(async () => {
  await browser?.close();
  if (app && app.exitCode === null) {
    const gone = new Promise<void>((resolve) => app?.once('exit', () => resolve()));
    app.kill();
    await gone;
  }
  await rm(output, { recursive: true, force: true });
  await hub.stop();
});

test('D1: the packaged binary has its fuses set', async () => {
  const wire = await getCurrentFuseWire(join(folder, 'lectern'));
  const off = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
    FuseV1Options.GrantFileProtocolExtraPrivileges,
  ];
  const on = [
    FuseV1Options.EnableCookieEncryption,
    FuseV1Options.OnlyLoadAppFromAsar,
    FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  ];
  expect(off.map((fuse) => wire[fuse])).toEqual(off.map(() => FuseState.DISABLE));
  expect(on.map((fuse) => wire[fuse])).toEqual(on.map(() => FuseState.ENABLE));
  expect(existsSync(join(folder, 'resources/app.asar'))).toBe(true);
  expect(existsSync(join(folder, 'resources/app'))).toBe(false);
});

test('D7: the packaged app starts at app://lectern, joins by its invite and shows the program', async () => {
  const started = await startPackaged(join(folder, 'lectern'), join(output, 'profile'), hub.invites.attendee);
  app = started.app;
  browser = await chromium.connectOverCDP(started.endpoint);
  const [context] = browser.contexts();
  const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
  if (!page) throw new Error('the packaged app opened no window');
  await openWorkshop(page);
  await page.getByRole('main').getByText('Dennis Hoppe').waitFor();
  expect(page.url()).toMatch(/^app:\/\/lectern\//);
  expect(await page.title()).toContain('Lectern');
  expect(await page.evaluate('Object.keys(window.lectern).sort().join()')).toBe('ask,listen,takeFile');
  expect(await page.evaluate('typeof require')).toBe('undefined');
});
