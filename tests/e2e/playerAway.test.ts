import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunningApp } from '#tests/support/launchApp.ts';
import { closeApps, playerVideo, startApp } from '#tests/support/people.ts';
import {
  openRichTalk,
  openRichWorkshop,
  playback,
  press,
  richTalk,
  seekAndSee,
  seekTo,
  waitForMedia,
} from '#tests/support/player.ts';
import { type RichHub, rich, startRichHub } from '#tests/support/richRecordings.ts';

let made: RichHub;
let running: RunningApp;
beforeAll(async () => {
  made = await startRichHub(richTalk);
  running = await startApp({ invite: made.hub.invites.attendee });
});
afterAll(async () => {
  await closeApps();
  await made.hub.stop();
});

const player = () => running.page.getByRole('region', { name: 'Player' });
const leave = () => running.page.getByRole('navigation').getByRole('link', { name: 'Today' }).click();

it('D8 a recording plays on in the corner while another page is open, with captions, and can be closed', async () => {
  const { page } = running;
  await openRichTalk(page, made.talks[0].title);
  await seekAndSee(page, 20);
  await press(page, 'k');
  await leave();
  const second = async () => (await playback(page)).second;
  const left = await second();
  await expect.poll(second, { timeout: 10_000 }).toBeGreaterThan(left + 1);
  const box = await player().boundingBox();
  expect(box?.width).toBeLessThan(400);
  await expect
    .poll(() =>
      player()
        .getByText(/^Line \d+ of/)
        .isVisible(),
    )
    .toBe(true);
  await player().getByRole('link', { name: made.talks[0].title }).click();
  await page.getByRole('heading', { level: 1, name: made.talks[0].title }).waitFor();
  expect(await second()).toBeGreaterThan(left);
  expect((await playback(page)).paused).toBe(false);
  await leave();
  await player().getByRole('button', { name: 'Close the player' }).click();
  await expect.poll(() => player().count()).toBe(0);
});

it('D8 picture in picture survives leaving the page, and the corner then shows no second picture', async () => {
  const { page } = running;
  await openRichTalk(page, made.talks[0].title);
  await press(page, 'k');
  await press(page, 'p');
  const isPip = () => page.evaluate(() => document.pictureInPictureElement !== null);
  await expect.poll(isPip).toBe(true);
  await leave();
  const left = (await playback(page)).second;
  await expect
    .poll(async () => (await playback(page)).second, { timeout: 10_000 })
    .toBeGreaterThan(left + 0.5);
  expect(await isPip()).toBe(true);
  await player().getByText('Plays in the small window').waitFor();
  expect((await player().boundingBox())?.height).toBeLessThan(80);
  await player().getByRole('button', { name: 'Close the player' }).click();
  await expect.poll(isPip).toBe(false);
});

it('S11 watching goes on where it stopped after a restart, and a mark of watched is kept and taken back', async () => {
  const { page } = running;
  await openRichTalk(page, made.talks[0].title);
  await seekAndSee(page, 41);
  await press(page, 'k');
  await expect.poll(async () => (await playback(page)).second).toBeGreaterThan(41.2);
  await press(page, 'k');
  const stopped = (await playback(page)).second;
  await running.close();
  running = await startApp({ profile: running.profile });
  await openRichTalk(running.page, made.talks[0].title);
  await expect.poll(async () => (await playback(running.page)).second).toBeCloseTo(stopped, 0);
  const row = () =>
    running.page.getByRole('main').getByRole('listitem').filter({ hasText: made.talks[0].title }).last();
  const markAndLeave = async (name: string) => {
    await player().getByRole('button', { name: 'More for the player' }).click();
    await running.page.getByRole('button', { name, exact: true }).click();
    await openRichWorkshop(running.page);
  };
  await markAndLeave('Mark as watched');
  await row().getByText('Watched', { exact: true }).waitFor();
  await openRichTalk(running.page, made.talks[0].title);
  await markAndLeave('Mark as not watched');
  await row()
    .getByRole('img', { name: /% watched$/ })
    .waitFor();
  expect(await row().getByText('Watched', { exact: true }).count()).toBe(0);
});

it('at the end the next talk of the session is offered; it begins by itself only where that is wanted, and can be stopped', async () => {
  const { page } = running;
  await openRichTalk(page, made.talks[0].title);
  await seekTo(page, rich.seconds - 1);
  await press(page, 'k');
  const card = page.getByTestId('next-card');
  await card.getByText(made.talks[1].title).waitFor();
  expect(await card.getByRole('button', { name: 'Stay here' }).count()).toBe(0);
  await player().getByRole('button', { name: 'More for the player' }).click();
  await page.getByRole('switch', { name: 'Go on with the next talk' }).check({ force: true });
  await page.keyboard.press('Escape');
  await card.getByText(/in \d seconds?/).waitFor();
  await card.getByRole('button', { name: 'Stay here' }).click();
  await expect.poll(() => card.getByText(/in \d seconds?/).count()).toBe(0);
  await card.getByRole('button', { name: 'Watch again' }).click();
  await expect.poll(async () => (await playback(page)).second).toBeLessThan(20);
  await seekTo(page, rich.seconds - 1);
  await card.getByText(/in \d seconds?/).waitFor();
  await page.getByRole('heading', { level: 1, name: made.talks[1].title }).waitFor();
  await waitForMedia(page);
  await expect.poll(async () => (await playback(page)).paused).toBe(false);
  expect(await page.locator(playerVideo).getAttribute('aria-label')).toBe(made.talks[1].title);
});
