import { afterAll, expect, it } from 'vitest';
import { closeApps, openLiveRoom, openWorkshop, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

async function transports(): Promise<number> {
  const text = await (await fetch(`${hub.address}/v1/metrics`)).text();
  const lines = [...text.matchAll(/^lectern_media_transports\{[^}]*\} (\d+)$/gm)];
  expect(lines.length).toBeGreaterThan(0);
  return lines.reduce((sum, [, count]) => sum + Number(count), 0);
}

it('L1: before joining, picture, level, speaker and network are tried; nobody sees or hears it, and it is not asked again where that was said', async () => {
  const chair = await startApp({ invite: hub.invites.moderator });
  await openLiveRoom(chair.page);
  await chair.page.getByRole('button', { name: 'Go live' }).click();
  await chair.page.getByTestId('dock-leave').waitFor();
  const before = await transports();

  const { page } = await startApp({ invite: hub.invites.speaker });
  await openWorkshop(page);
  await page.getByRole('main').getByRole('link', { name: /Join/ }).first().click();
  await page.getByRole('heading', { name: 'Before you join' }).waitFor();
  await page.getByTestId('check-picture').locator('video').waitFor();
  await page.getByText('You are heard.').waitFor();
  const level = () =>
    page
      .getByTestId('check-level')
      .evaluate((meter) => Number((meter as HTMLElement).style.getPropertyValue('--level')));
  await expect.poll(level, { timeout: 10_000, interval: 40 }).toBeGreaterThan(0.3);

  await page.getByRole('button', { name: 'Play a sound' }).click();
  await page.getByText('Did you hear it?').waitFor();
  await page.getByRole('button', { name: 'No', exact: true }).click();
  await page.getByText('Turn the volume up').waitFor();

  await page.getByTestId('check-network').click();
  await expect.poll(transports).toBe(before + 2);
  await page
    .getByText(/^Sound .*\(UDP\), about [\d.]+ Mb\/s.* The hub answers in \d+ ms\./)
    .waitFor({ timeout: 30_000 });
  await expect.poll(transports).toBe(before);
  // Nobody was on the stage for it.
  expect(await chair.page.getByTestId(/^stage-tile-/).count()).toBe(1);

  await page.getByText('Do not ask again with these devices').click();
  await page.getByTestId('check-done').click();
  await page.getByTestId('dock-leave').waitFor();
  await page.getByTestId('dock-leave').click();
  await page.getByRole('heading', { name: 'Program' }).waitFor();
  await page.getByRole('main').getByRole('link', { name: /Join/ }).first().click();
  await page.getByTestId('dock-leave').waitFor();
  expect(await page.getByTestId('check').count()).toBe(0);
}, 120_000);
