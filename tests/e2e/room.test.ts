import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import type { RunningApp } from '#tests/support/launchApp.ts';
import { closeApps, openLiveRoom, startApp } from '#tests/support/people.ts';
import { popOut } from '#tests/support/popOut.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

const layoutOf = (page: Page) => page.getByTestId('stage-tiles').getAttribute('data-layout');
const tile = (page: Page, name: RegExp) => page.getByRole('figure', { name });

async function goLive(): Promise<RunningApp> {
  const chair = await startApp({ invite: hub.invites.moderator });
  await openLiveRoom(chair.page);
  const live = chair.page.getByRole('button', { name: 'Go live' });
  if (await live.isVisible()) await live.click();
  await chair.page.getByTestId('dock-mic').waitFor();
  return chair;
}

it('a layout that was chosen is remembered, who was pinned is big, and the keys do what they say', async () => {
  const chair = await goLive();
  const speaker = await startApp({ invite: hub.invites.speaker });
  const { page } = speaker;
  await openLiveRoom(page);
  await page.getByTestId('dock-mic').waitFor();

  expect(await layoutOf(page)).toBe('speaker');
  await expect.poll(() => tile(page, /moderator/i).getAttribute('data-big')).toBe('true');
  await page.getByTestId('dock-layout').click();
  await page.getByRole('radio', { name: /Everybody alike/ }).check();
  await page.keyboard.press('Escape');
  await expect.poll(() => layoutOf(page)).toBe('gallery');
  await page.reload();
  await page.getByTestId('check-skip').or(page.getByTestId('dock-mic')).first().waitFor();
  if (await page.getByTestId('check-skip').isVisible()) await page.getByTestId('check-skip').click();
  await page.getByTestId('dock-mic').waitFor();
  await expect.poll(() => layoutOf(page)).toBe('gallery');

  await page.keyboard.press('l');
  await page.keyboard.press('l');
  await expect.poll(() => page.getByText('Layout: By itself.').count()).toBe(1);
  await expect.poll(() => layoutOf(page)).toBe('speaker');

  const own = tile(page, /\(you\)/);
  await own.hover();
  await own.getByRole('button', { name: /More about/ }).click();
  await page.getByRole('menuitem', { name: 'Keep big for me' }).click();
  await expect.poll(() => own.getAttribute('data-big')).toBe('true');
  expect(await tile(page, /moderator/i).getAttribute('data-big')).toBe('false');

  await page.keyboard.press('m');
  await expect.poll(() => page.getByTestId('dock-mic').getAttribute('data-on')).toBe('true');
  await page.keyboard.press('Control+m');
  await page.getByRole('textbox', { name: 'Your question to the speakers' }).fill('mmm');
  expect(await page.getByTestId('dock-mic').getAttribute('data-on')).toBe('true');
  await page.getByTestId('dock-mic').click();
  await expect.poll(() => page.getByTestId('dock-mic').getAttribute('data-on')).toBe('false');

  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys in the live room' }).waitFor();
  await page.keyboard.press('m');
  expect(await page.getByTestId('dock-mic').getAttribute('data-on')).toBe('false');
  await page.keyboard.press('Escape');

  await chair.close();
  await speaker.close();
});

it('a screen is picked from its picture, shown to the others in its own layout, and stopped', async () => {
  const chair = await goLive();
  const attendee = await startApp({ invite: hub.invites.attendee });
  await openLiveRoom(attendee.page);
  await chair.page.keyboard.press('s');
  const picker = chair.page.getByRole('dialog', { name: 'What do you want to show?' });
  await picker.getByText('cannot be sent from this system', { exact: false }).waitFor();
  await picker.locator('img').first().waitFor();
  expect(await picker.getByTestId('screen-show').isDisabled()).toBe(true);
  await picker.getByRole('radio').first().check({ force: true });
  await picker.getByTestId('screen-show').click();
  await chair.page.getByTestId('stage-showing').waitFor();
  await expect.poll(() => layoutOf(attendee.page)).toBe('screen');
  await attendee.page.locator('[data-testid^=stage-screen-][data-big=true] video').waitFor();
  await chair.page.getByTestId('stage-showing').getByRole('button', { name: 'Stop' }).click();
  await expect.poll(() => layoutOf(attendee.page)).toBe('speaker');
  await expect.poll(() => chair.page.getByTestId('stage-showing').count()).toBe(0);
  await chair.close();
  await attendee.close();
});

it('D1: the stage pops out into one window of ours, with its faces, and closes with the room', async () => {
  const chair = await goLive();
  const { page } = chair;
  await page.keyboard.press('v');
  await page.locator('[data-testid^=stage-tile-] video').first().waitFor();
  const first = await popOut(chair);
  await first.locator('[data-testid^=stage-tile-] video').first().waitFor();
  await page.getByText('The stage is in its own window').waitFor();
  expect(await first.evaluate(() => document.scripts.length)).toBe(0);
  const closed = first.waitForEvent('close');
  await first.getByTestId('window-back').click();
  await closed;
  await page.locator('[data-testid^=stage-tile-] video').first().waitFor();

  const second = await popOut(chair);
  await page.getByTestId('dock-devices').click();
  await page.getByRole('switch', { name: /Push to talk/ }).click({ force: true });
  await page.keyboard.press('Escape');
  await page.getByText('Hold Space to talk').waitFor();
  const mic = page.getByTestId('dock-mic');
  // Without a window manager the second window has no focus, and so no keys of its own.
  const space = (name: string) =>
    second.evaluate((type) => {
      document.body.dispatchEvent(new KeyboardEvent(type, { key: ' ', bubbles: true }));
    }, name);
  await space('keydown');
  await expect.poll(() => mic.getAttribute('data-on')).toBe('true');
  await page.getByText('You are heard').waitFor();
  await space('keyup');
  await expect.poll(() => mic.getAttribute('data-on')).toBe('false');

  // L4: pictures in it are paused while nobody can see it, which Electron tells a page that it may throttle alone.
  const throttled = await chair.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map((window) => window.webContents.getBackgroundThrottling()),
  );
  expect(throttled).toEqual([true, true]);

  const gone = second.waitForEvent('close');
  await page.getByTestId('dock-leave').click();
  await gone;
  await page.getByRole('heading', { name: 'Program' }).waitFor();
  expect(await page.evaluate(() => window.open('/index.html'))).toBeNull();
  expect(chair.app.windows()).toHaveLength(1);

  await openLiveRoom(page);
  await page.getByTestId('dock-leave').waitFor();
  const opened = chair.app.waitForEvent('window');
  await page.evaluate(() => {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'o', bubbles: true }));
    document.querySelector<HTMLElement>('[data-testid=dock-leave]')?.click();
  });
  await opened;
  await expect.poll(() => chair.app.windows().length).toBe(1);
  await chair.close();
});
