import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { findElectron } from '../runtimes.mjs';
import { endGroup } from '../setup/processLife.mjs';
import { SetupError } from '../setup/setupError.mjs';
import { demoPaths } from './hubFiles.mjs';

/**
 * Opens the app's window for a role, in a profile of its own.
 * @param {import('../setup/context.mjs').Context} context
 * @param {import('./hubFiles.mjs').Role} role
 * @param {string} invite
 * @returns {{ closed: Promise<number>, end(): void }}
 */
export function openWindow(context, role, invite) {
  const { root, env, isRoot, platform, log } = context;
  const electron = findElectron(context);
  if (!electron) throw new SetupError('runtime', 'There is no Electron; run npm start again.');
  const sandbox = isRoot && platform === 'linux' ? ['--no-sandbox'] : [];
  if (sandbox.length > 0)
    log.line('Electron does not start as root with its sandbox: this window runs without one');
  const paths = demoPaths(root);
  log.line(`Opening Lectern as ${role} on Electron ${electron.version} (its log: ${paths.windowLog(role)})`);
  const args = [...sandbox, root, `--profile=${paths.profile(role)}`, `--join=${invite}`];
  // Chromium says much that is of no use to whoever starts the app, on a machine without a desktop above all.
  const said = openSync(paths.windowLog(role), 'w');
  const child = spawn(electron.binary, args, {
    cwd: root,
    env: { ...env, ELECTRON_OVERRIDE_DIST_PATH: electron.dist },
    stdio: ['ignore', said, said],
    detached: platform !== 'win32',
  });
  closeSync(said);
  return {
    closed: new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (status) => resolve(status ?? 0));
    }),
    end: () => {
      if (child.pid !== undefined && child.exitCode === null) endGroup(child.pid, 'SIGTERM');
    },
  };
}
