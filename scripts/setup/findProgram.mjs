import fs from 'node:fs/promises';
import path from 'node:path';

/**
 * @param {{ env: NodeJS.ProcessEnv, platform: string }} context
 * @param {string} program
 */
export async function findProgram({ env, platform }, program) {
  const names = platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program];
  for (const folder of (env.PATH ?? '').split(path.delimiter)) {
    for (const name of names) {
      const file = path.join(folder, name);
      const there = await fs.access(file, fs.constants.X_OK).then(
        () => true,
        () => false,
      );
      if (folder && there) return file;
    }
  }
  return null;
}
