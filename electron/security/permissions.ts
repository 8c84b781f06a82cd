import { STAGE_WINDOW } from '#shared/contracts/ipcLive.ts';
import { APP_ORIGIN } from '#shared/contracts/protocol.ts';

/** Design rule D1: what our own page may ask for. The last four are for hubs on this machine or in the room. */
const granted: ReadonlySet<string> = new Set([
  'media',
  'display-capture',
  'fullscreen',
  'notifications',
  'clipboard-sanitized-write',
  'speaker-selection',
  'persistent-storage',
  'local-network-access',
  'local-network',
  'loopback-network',
  'private-network-access',
]);

/** Whether a page may have a permission; `page` is a URL or an origin. */
export function mayHavePermission(permission: string, page: string): boolean {
  return granted.has(permission) && isOwnPage(page);
}

/** `URL.origin` is "null" for schemes of our own in Node, so scheme and host are compared. */
export function isOwnPage(page: string): boolean {
  if (!URL.canParse(page)) return false;
  const { protocol, host } = new URL(page);
  return `${protocol}//${host}` === APP_ORIGIN;
}

/** Whether a page may have a file saved: our own page, one that it made itself. */
export function mayDownload(url: string, page: string): boolean {
  return url.startsWith(`blob:${APP_ORIGIN}/`) && isOwnPage(page);
}

/** Whether `window.open` may open a window: the popped out stage, by our own page; nothing else is ever opened. */
export function mayOpenWindow(url: string, opener: string): boolean {
  return url === `${APP_ORIGIN}${STAGE_WINDOW}` && isOwnPage(opener);
}
