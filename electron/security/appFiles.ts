import { extname, join, normalize, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  '.map': 'application/json',
  '.ico': 'image/x-icon',
};

export type AppFile = { readonly path: string; readonly type: string };

/**
 * The file of the page's folder that a URL's path names; a route (a last part without a dot) is the page
 * itself. `null` for a path that leaves the folder or a kind of file that the page does not have.
 */
export function appFile(folder: string, pathname: string): AppFile | null {
  const decoded = decode(pathname);
  if (decoded === null || decoded.includes('\0') || decoded.includes('\\')) return null;
  const path = normalize(join(folder, decoded));
  if (path !== folder && !path.startsWith(folder + sep)) return null;
  const extension = extname(path);
  if (extension === '' || path === folder)
    return { path: join(folder, 'index.html'), type: types['.html'] ?? '' };
  const type = types[extension];
  return type === undefined ? null : { path, type };
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
