import { expect, test } from 'vitest';
import { appFile } from '#electron/security/appFiles.ts';
import { contentSecurityPolicy } from '#electron/security/contentSecurityPolicy.ts';
import { isOwnPage, mayDownload, mayHavePermission, mayOpenWindow } from '#electron/security/permissions.ts';

test('D6: the policy names exactly the joined hubs', () => {
  const connect = (addresses: string[]): string | undefined =>
    contentSecurityPolicy(addresses)
      .split('; ')
      .find((directive) => directive.startsWith('connect-src'));
  expect(connect([])).toBe("connect-src 'self' lectern-media:");
  expect(connect(['https://hub.example', 'http://127.0.0.1:4000'])).toBe(
    "connect-src 'self' lectern-media: https://hub.example wss://hub.example http://127.0.0.1:4000 ws://127.0.0.1:4000",
  );
});

test.each([
  ['/', '/page/index.html'],
  ['/h/abc/w/mlhpc-2022', '/page/index.html'],
  ['/assets/main.js', '/page/assets/main.js'],
])('D7: %s is answered with %s', (path, file) => {
  expect(appFile('/page', path)?.path).toBe(file);
});

test.each([
  '/../secrets.json',
  '/%2e%2e/secrets.json',
  '/..%2fsecrets.json',
  '/a%00.js',
  '/%',
  '/..\\x.js',
  '/x.exe',
])('D1: the path %s names no file of the page', (path) => {
  expect(appFile('/page', path)).toBeNull();
});

test.each([
  ['media', 'app://lectern/h/a', true],
  ['local-network-access', 'app://lectern', true],
  ['media', 'app://other/', false],
  ['media', 'https://lectern/', false],
  ['geolocation', 'app://lectern/', false],
  ['openExternal', 'app://lectern/', false],
])('D1: the permission %s for %s is answered %s', (permission, page, granted) => {
  expect(mayHavePermission(permission, page)).toBe(granted);
});

test('D1: only our own origin is our own page', () => {
  expect(
    ['app://lectern', 'app://lectern/x', 'app://lectern.evil/', 'null', 'file:///'].map(isOwnPage),
  ).toEqual([true, true, false, false, false]);
});

test.each([
  ['blob:app://lectern/3f1c', 'app://lectern/h/a/w/b', true],
  ['blob:app://lectern.evil/3f1c', 'app://lectern/', false],
  ['blob:https://example.org/3f1c', 'app://lectern/', false],
  ['https://example.org/file.zip', 'app://lectern/', false],
  ['data:text/html,x', 'app://lectern/', false],
  ['blob:app://lectern/3f1c', 'https://example.org/', false],
  ['blob:app://lectern/3f1c', '', false],
])(
  'D1: a page may have a file saved only if both are our own: %s for %s is answered %s',
  (url, page, may) => {
    expect(mayDownload(url, page)).toBe(may);
  },
);

test.each([
  ['app://lectern/stage-window.html', 'app://lectern/h/a/w/b/live/c', true],
  ['app://lectern/stage-window.html?x', 'app://lectern/', false],
  ['app://lectern/', 'app://lectern/', false],
  ['app://lectern/stage-window.html/../index.html', 'app://lectern/', false],
  ['app://lectern.evil/stage-window.html', 'app://lectern/', false],
  ['about:blank', 'app://lectern/', false],
  ['javascript:alert(1)', 'app://lectern/', false],
  ['https://example.org/stage-window.html', 'app://lectern/', false],
  ['app://lectern/stage-window.html', 'https://example.org/', false],
  ['app://lectern/stage-window.html', '', false],
])('D1: a window with %s opened by %s is answered %s', (url, opener, opens) => {
  expect(mayOpenWindow(url, opener)).toBe(opens);
});
