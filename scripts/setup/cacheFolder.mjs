import path from 'node:path';

/**
 * Where runtimes are kept, outside the checkout, so that many checkouts share them.
 * @param {{ env: NodeJS.ProcessEnv, platform: string, home: string }} where
 */
export function cacheFolder({ env, platform, home }) {
  if (env.LECTERN_CACHE) return path.resolve(env.LECTERN_CACHE);
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'lectern');
  if (platform === 'win32')
    return path.join(env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'lectern', 'Cache');
  return path.join(env.XDG_CACHE_HOME || path.join(home, '.cache'), 'lectern');
}
