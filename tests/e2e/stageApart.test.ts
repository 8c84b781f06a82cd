import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FaultyNetwork } from '#tests/support/FaultyNetwork.ts';
import type { RunningApp } from '#tests/support/launchApp.ts';
import { loadAnew } from '#tests/support/loadAnew.ts';
import { arrivingPictures, notePaths } from '#tests/support/notedPaths.ts';
import { closeApps, openLiveRoom, startApp } from '#tests/support/people.ts';
import { popOut } from '#tests/support/popOut.ts';
import { expectMovingPicture, expectSound } from '#tests/support/stagePages.ts';
import { startHub } from '#tests/support/startHub.ts';
import { playToEveryone, togetherVideo } from '#tests/support/togetherPages.ts';

const hub = await startHub();
const network = await FaultyNetwork.create(hub.address);
afterAll(async () => {
  await closeApps();
  await network.close();
  await hub.stop();
});

const patience = { timeout: 60_000 };

async function goLive(): Promise<Page> {
  const { page } = await startApp({ invite: hub.invites.moderator });
  await openLiveRoom(page);
  await page.getByRole('button', { name: 'Go live' }).click();
  await page.getByTestId('dock-camera').click();
  return page;
}

let chair: Page;
let attendee: RunningApp;
let page: Page;
beforeAll(async () => {
  chair = await goLive();
  attendee = await startApp({ invite: network.through(hub.invites.attendee) });
  ({ page } = attendee);
  await notePaths(page);
  await openLiveRoom(page);
}, 120_000);

/** Presses the button of the small window, in the menu that is opened for it. */
async function pressPip(): Promise<void> {
  await page.getByTestId('dock-layout').click();
  await page.getByTestId('dock-pip').click();
  await page.keyboard.press('Escape');
}

/** What is in the small window: a face, the recording, nothing. */
const apart = () =>
  page.evaluate(() => {
    const shown = document.pictureInPictureElement;
    if (shown === null) return 'nothing';
    return shown.matches('[data-testid=together-video]') ? 'recording' : 'face';
  });

/** A page that Playwright drives is never hidden by its window, so it is told here what a minimised one is told. */
const hideRoom = (hidden: boolean) =>
  page.evaluate((isHidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: isHidden });
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      value: isHidden ? 'hidden' : 'visible',
    });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);

it('L4: a face in a small window goes on while the room is hidden, and stops when that is left', async () => {
  await expectMovingPicture(page);
  await pressPip();
  await expect.poll(apart).toBe('face');
  await hideRoom(true);
  const still = async () => (await arrivingPictures(page)).concat(await arrivingPictures(page));
  await expect.poll(still, patience).toEqual([true, true]);
  await page.evaluate(() => document.exitPictureInPicture());
  await expect.poll(() => arrivingPictures(page), patience).toEqual([false]);
  await hideRoom(false);
  await expect.poll(() => arrivingPictures(page), patience).toEqual([true]);
});

it('a small window has the recording that is played, else a face; it says where there is none, and is not offered for a popped out stage', async () => {
  await pressPip();
  await expect.poll(apart).toBe('face');
  await page.getByTestId('dock-layout').click();
  expect(await page.getByTestId('dock-pip').textContent()).toBe('Leave picture in picture');
  await page.getByTestId('dock-pip').click();
  await expect.poll(apart).toBe('nothing');
  await expect.poll(() => page.getByTestId('dock-pip').textContent()).toBe('Picture in picture');
  await page.keyboard.press('Escape');

  await playToEveryone(chair, 'machine learning deploying');
  await expect
    .poll(() => page.locator(togetherVideo).evaluate((video: HTMLVideoElement) => video.readyState))
    .toBeGreaterThan(0);
  await pressPip();
  await expect.poll(apart).toBe('recording');
  await chair.getByTestId('together-stop').click();
  await page.locator(togetherVideo).waitFor({ state: 'detached' });
  await expect.poll(apart).toBe('nothing');

  await pressPip();
  await expect.poll(apart).toBe('face');
  const stage = await popOut(attendee);
  await expect.poll(apart).toBe('nothing');
  await page.getByTestId('dock-layout').click();
  await page.getByTestId('dock-popout').waitFor();
  expect(await page.getByTestId('dock-pip').count()).toBe(0);
  await page.keyboard.press('Escape');
  const closed = stage.waitForEvent('close');
  await stage.getByTestId('window-back').click();
  await closed;

  await chair.getByTestId('dock-camera').click();
  await page.getByTestId('stage-tiles').locator('video').waitFor({ state: 'detached' });
  await pressPip();
  await page.getByText('There is no picture just now').waitFor();
  await chair.getByTestId('dock-camera').click();
  await expectMovingPicture(page);
});

it('L4: who has no room in the layout sends nothing here, and does when their page is turned to', async () => {
  await page.evaluate(() =>
    localStorage.setItem('lectern.settings', JSON.stringify({ textSize: 200, stageLayout: 'gallery' })),
  );
  await loadAnew(page);
  await openLiveRoom(page);
  await page.getByTestId('dock-leave').waitFor();
  const stage = await popOut(attendee);
  await stage.setViewportSize({ width: 320, height: 240 });
  await expectMovingPicture(stage);
  const { page: speaker } = await startApp({ invite: hub.invites.speaker });
  await openLiveRoom(speaker);
  await speaker.getByTestId('dock-mic').click();
  await speaker.getByTestId('dock-camera').click();
  await stage.getByText('Page 1 of 2').waitFor();
  await expectSound(page);
  await expect.poll(() => arrivingPictures(page), patience).toEqual([true, false]);

  await stage.getByRole('button', { name: 'Next people' }).click();
  await expectMovingPicture(stage);
  await expect.poll(() => arrivingPictures(page), patience).toEqual([true, false]);
  const closed = stage.waitForEvent('close');
  await stage.getByTestId('window-back').click();
  await closed;
  await page.evaluate(() => localStorage.removeItem('lectern.settings'));
  await loadAnew(page);
  await openLiveRoom(page);
  await expect.poll(() => arrivingPictures(page), patience).toEqual([true, true]);
});

it('D1, L8: the popped out stage tells the time that is left, that it is recorded, and that it is lost', async () => {
  await page.getByTestId('dock-leave').waitFor();
  const stage = await popOut(attendee);
  expect(await stage.getByTestId('stage-timer').or(stage.getByTestId('take-mark')).count()).toBe(0);
  await chair.getByTestId('stage-timer').click();
  await chair.getByRole('textbox', { name: 'What for' }).fill('A sample of a phase');
  await chair.getByRole('textbox', { name: 'Minutes' }).fill('5');
  await chair.getByRole('button', { name: 'Start', exact: true }).click();
  await chair.keyboard.press('Escape');
  const timer = stage.getByTestId('stage-timer');
  await expect.poll(() => timer.textContent()).toMatch(/A sample of a phase.*4:\d\d/);
  const read = await timer.textContent();
  await expect.poll(() => timer.textContent()).not.toBe(read);
  await chair.getByRole('button', { name: 'Record this session on the hub' }).click();
  await chair.getByRole('button', { name: 'Start recording' }).click();
  await stage.getByTestId('take-mark').getByText('Recording').waitFor();

  network.cut();
  await stage.getByTestId('stage-reconnecting').waitFor();
  network.mend();
  await stage.getByTestId('stage-reconnecting').waitFor({ state: 'detached' });
});
