import type { Page } from 'playwright';

/**
 * The page loads itself anew, and it is waited for the new one. `page.reload()` was seen to wait for ever right after a
 * join where sockets are listened to.
 */
export async function loadAnew(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign(window, { isOld: true });
    setTimeout(() => location.reload());
  });
  await page.waitForFunction(() => !('isOld' in window));
}
