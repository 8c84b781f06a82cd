// Run by Node 22 or newer: `assemble.mjs unpack ZIP FOLDER` or `assemble.mjs restoreFuses BINARY`.
import { createRequire } from 'node:module';

const [verb, first = '', second = ''] = process.argv.slice(2);

if (verb === 'unpack') {
  const here = createRequire(import.meta.url);
  // Electron's own unpacker, which comes with the electron package and knows the links in a macOS bundle.
  const { extract } = createRequire(here.resolve('electron/package.json'))('@electron-internal/extract-zip');
  await extract(first, { dir: second });
} else if (verb === 'restoreFuses') {
  const { FuseV1Options, FuseVersion, flipFuses } = await import('@electron/fuses');
  await flipFuses(first, {
    version: FuseVersion.V1,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.EnableCookieEncryption]: false,
  });
} else {
  throw new Error(`assemble.mjs does not know "${verb}"`);
}
