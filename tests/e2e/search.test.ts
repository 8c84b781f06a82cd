import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { closeApps, playerVideo, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
const app = await startApp({ invite: hub.invites.attendee });
const { page } = app;
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

const field = () => page.getByRole('searchbox');
const openSearch = async () => {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
};
const hits = (name: string, on: Page = page) => on.getByRole('region', { name }).getByRole('link');

it('S3: finds a person by an affiliation typed wrong and without its accent, and goes there by the keyboard', async () => {
  await openSearch();
  await page.keyboard.type('julch');
  const option = page.getByRole('option', { name: /Jülich/ }).first();
  await option.waitFor();
  await expect.poll(() => option.locator('mark').first().textContent()).toBe('Jülich');
  await expect.poll(() => option.getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).pathname, { timeout: 15_000 }).toMatch(/\/person\//);
});

it('S3: Enter that is pressed before its answer is there goes to what was typed', async () => {
  await page.evaluate(() => history.pushState(null, '', '/'));
  await openSearch();
  await page.keyboard.type('petaflop');
  await page.keyboard.press('Enter');
  await expect.poll(() => new URL(page.url()).pathname, { timeout: 15_000 }).toMatch(/\/talk\//);
  await page.getByRole('heading', { level: 1, name: /Petaflop/ }).waitFor();
});

it('searches titles, topics, abstracts and captions on its page, says how much it found, and narrows by kind', async () => {
  await openSearch();
  await page.keyboard.type('container');
  await page.getByRole('option', { name: /Show everything for/ }).click();
  await page.getByRole('heading', { level: 1, name: 'Search' }).waitFor();
  expect(await field().inputValue()).toBe('container');
  await hits('Talks').filter({ hasText: 'Petaflop' }).waitFor();
  await hits('Said in recordings').first().waitFor();
  await expect
    .poll(
      () =>
        page
          .getByRole('status')
          .filter({ hasText: /results? for “container”/ })
          .count(),
      { timeout: 15_000 },
    )
    .toBe(1);
  await page.getByRole('radio', { name: /Talks/ }).click();
  await expect
    .poll(() => page.getByRole('region', { name: 'Said in recordings' }).count(), { timeout: 15_000 })
    .toBe(0);
  await page.getByRole('radio', { name: /All/ }).click();
});

it('goes through what was found by the arrow keys, and from a caption to its second', async () => {
  await field().focus();
  await field().fill('container');
  await hits('Said in recordings').first().waitFor();
  await page.keyboard.press('ArrowDown');
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('href') ?? '');
  expect(await focused()).toContain('/w/');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp');
  expect(await field().evaluate((input) => input === document.activeElement)).toBe(true);

  const caption = hits('Said in recordings').first();
  const href = (await caption.getAttribute('href')) ?? '';
  const second = Number(new URL(href, 'app://lectern').searchParams.get('at'));
  await caption.click();
  const video = page.locator(playerVideo);
  await expect
    .poll(() => video.evaluate((v: HTMLVideoElement) => v.currentTime), { timeout: 15_000 })
    .toBeGreaterThanOrEqual(second);
  expect(await video.evaluate((v: HTMLVideoElement) => v.currentTime)).toBeLessThan(second + 5);
});

it('shows markup that somebody typed as text, and says what to do where nothing is found', async () => {
  await page.evaluate(() => history.pushState(null, '', '/search'));
  await field().waitFor();
  await field().fill('<u>qqqqqqqq</u>');
  await page.getByText('Nothing here has “<u>qqqqqqqq</u>” in it').waitFor();
  await page.getByText('Try fewer or other words', { exact: false }).waitFor();
  expect(await page.locator('main u').count()).toBe(0);
});

it('remembers what was searched for over a restart, offline too, and forgets it on request', async () => {
  await app.close();
  await hub.kill();
  const again = await startApp({ profile: app.profile });
  await again.page.keyboard.press('Control+k');
  await again.page.getByRole('option', { name: 'container', exact: true }).click();
  await again.page
    .getByRole('option', { name: /Petaflop/ })
    .first()
    .waitFor();
  await again.page.keyboard.press('Escape');
  await again.page.evaluate(() => history.pushState(null, '', '/search'));
  await again.page.getByRole('button', { name: 'Forget these' }).click();
  await expect
    .poll(() => again.page.getByRole('button', { name: 'container' }).count(), { timeout: 15_000 })
    .toBe(0);
});
