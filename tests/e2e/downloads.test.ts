import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { FaultyNetwork } from '#tests/support/FaultyNetwork.ts';
import { closeApps, openWorkshop, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';

const patience = { timeout: 60_000 };

const hub = await startHub();
const network = await FaultyNetwork.create(hub.address);
afterAll(async () => {
  await closeApps();
  await network.close();
  await hub.stop();
});

const queueOf = (page: Page) => page.getByRole('grid', { name: 'On their way' }).getByRole('row');

async function openDownloads(page: Page): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /Downloads/ })
    .click();
  await page.getByRole('heading', { level: 1, name: 'Downloads' }).waitFor();
}

it('M4: a whole workshop is downloaded in the order that a person gives, through a pause and a restart', async () => {
  const first = await startApp({ invite: network.through(hub.invites.attendee) });
  network.bytesPerSecond = 50_000;
  await openWorkshop(first.page, /Large-Scale/);
  await first.page
    .getByRole('button', { name: /^Download all · / })
    .first()
    .click();
  await openDownloads(first.page);
  await expect.poll(() => queueOf(first.page).count(), patience).toBeGreaterThan(1);
  const last = (await queueOf(first.page).last().locator('p').first().textContent()) ?? '';
  await queueOf(first.page)
    .last()
    .getByRole('button', { name: /^More for / })
    .click();
  await first.page.getByRole('menuitem', { name: 'Download next' }).click();
  await expect.poll(() => queueOf(first.page).first().locator('p').first().textContent()).toBe(last);
  await first.page.getByRole('button', { name: 'Pause all' }).click();
  await first.page.getByText('All downloads are paused.').waitFor();
  const rows = await queueOf(first.page).count();
  await first.close();

  const second = await startApp({ profile: first.profile });
  await openDownloads(second.page);
  await second.page.getByText('All downloads are paused.').waitFor();
  await expect.poll(() => queueOf(second.page).count()).toBe(rows);
  expect(await queueOf(second.page).first().locator('p').first().textContent()).toBe(last);
  network.bytesPerSecond = null;
  await second.page.getByRole('button', { name: 'Go on with all' }).click();
  await second.page.getByText('Nothing is on its way').waitFor(patience);
  await second.page
    .getByRole('button', { name: /Large-Scale.*: All on this computer$/ })
    .first()
    .waitFor();
});
