import type { Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MediaSpace } from '#shared/contracts/ipcDownloads.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { startBigHub } from '#tests/bench/support/startBigHub.ts';
import { FaultyNetwork } from '#tests/support/FaultyNetwork.ts';
import { holdUndo } from '#tests/support/holdUndo.ts';
import { closeApps, openWorkshop, startApp } from '#tests/support/people.ts';

/** Its own recording has about 8 chunks; two of its talks and more have one, with sound alone beside the video. */
const session = 'Series of talks';
const talk = /Achieving Deep Learning Maturity/;
const patience = { timeout: 60_000 };

const { hub, ref } = await startBigHub(6, /^Series of talks$/);
const network = await FaultyNetwork.create(hub.address);
afterAll(async () => {
  await closeApps();
  await network.close();
  await hub.stop();
});

let page: Page;
beforeAll(async () => {
  ({ page } = await startApp({ invite: network.through(hub.invites.attendee) }));
});

/** A chunk takes a minute, so that nothing is complete; what is on its way is let go within seconds. */
const hold = () => {
  network.bytesPerSecond = 20_000;
};
const letGo = () => {
  network.bytesPerSecond = null;
};

const queue = () => page.getByRole('grid', { name: 'On their way' }).getByRole('row');
const queued = (title: string | RegExp) => queue().filter({ hasText: title });
const titles = () => queue().locator('p:first-of-type a').allTextContents();
const here = (title: string | RegExp) =>
  page
    .getByRole('listitem')
    .filter({ hasText: title })
    .filter({ has: page.getByRole('switch') });
const ownState = () => page.getByTestId('recording-state');

async function openDownloads(): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /Downloads/ })
    .click();
  await page.getByRole('heading', { level: 1, name: 'Downloads' }).waitFor();
}

async function openSession(): Promise<void> {
  await openWorkshop(page, /Large-Scale/);
  await page.getByRole('main').getByRole('link', { name: session }).first().click();
  await page.getByRole('heading', { level: 1, name: session }).waitFor();
}

/** Bytes of the session's own recording that are verified and on disk. */
const stored = (): Promise<number> =>
  page.evaluate(async (id) => {
    const answer = (await window.lectern.ask('space.read', {})) as { readonly ok?: MediaSpace };
    return answer.ok?.stored.find((one) => one.ref.rendition.id === id)?.bytes ?? 0;
  }, ref.rendition.id);

async function cancel(title: string): Promise<void> {
  await queued(title)
    .getByRole('button', { name: /^More for / })
    .click();
  await page.getByRole('menuitem', { name: 'Cancel the download' }).click();
  await expect.poll(() => queued(title).count()).toBe(0);
}

it('M3, M4: the page of a session says how much of its own recording is here, and downloads and stops it', async () => {
  network.bytesPerSecond = 400_000;
  await openSession();
  // What its player has read so far.
  await ownState()
    .getByText(/^\d+ % here$/)
    .waitFor(patience);
  hold();
  await ownState()
    .getByRole('button', { name: /^Go on with the download, / })
    .click();
  await ownState()
    .getByText(/^\d+ %$/)
    .waitFor();
  await ownState().getByRole('button', { name: 'Stop the download' }).click();
  await ownState()
    .getByText(/^\d+ % here$/)
    .waitFor();
  expect(await stored()).toBeGreaterThanOrEqual(CHUNK_SIZE);
});

it('M4: what was stopped is completed from Downloads, and a cancelled download comes back to its place', async () => {
  await page.getByRole('button', { name: /^Download session · / }).click();
  await openDownloads();
  await expect.poll(() => queue().count()).toBeGreaterThan(2);
  const order = await titles();
  expect(order).toContain(session);
  await cancel(session);
  await holdUndo(page);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(titles).toEqual(order);
  await cancel(session);
  await here(session)
    .getByText(/^\d.* of \d/)
    .waitFor();
  await here(session)
    .getByRole('button', { name: /^Download the rest of Series of talks, / })
    .click();
  await queued(session).waitFor();
  await expect.poll(() => here(session).count()).toBe(0);
});

it('M11: downloads are limited in speed and to hours, and say when they go on', async () => {
  await page.getByRole('button', { name: 'Speed and hours' }).click();
  const popup = page.getByRole('dialog');
  await popup.getByText('Limit the speed').click();
  await popup.getByRole('textbox', { name: 'Megabytes a second' }).fill('0.5');
  await page.keyboard.press('Enter');
  await page.getByText('At most 500 kB/s').waitFor();
  await popup.getByText('Only at certain hours').click();
  const now = new Date().getUTCHours();
  const hour = (ahead: number) => String((now + ahead) % 24).padStart(2, '0');
  await popup.getByLabel('To').fill(`${hour(4)}:30`);
  await popup.getByLabel('From').fill(`${hour(3)}:30`);
  await page.keyboard.press('Escape');
  await page.getByText(`Downloads go on at ${hour(3)}:30, as you set it.`).waitFor();
  await expect.poll(() => queued(session).textContent()).toContain(`Goes on at ${hour(3)}:30`);
  letGo();
  await page.getByRole('button', { name: 'Speed and hours' }).click();
  await popup.getByText('Only at certain hours').click();
  await popup.getByText('Limit the speed').click();
  await page.keyboard.press('Escape');
  await page.getByText('Nothing is on its way').waitFor(patience);
});

it('M6: keeping, the most that recordings take and what stays free are chosen, and are so after a reload', async () => {
  const choose = async (label: string, size: RegExp) => {
    await page.getByRole('button', { name: `${label}: ` }).click();
    await page.getByRole('menuitem', { name: size }).click();
  };
  await here(session).getByText('Keep', { exact: true }).click();
  await choose('At most', /^5 GB$/);
  await choose('Stays free on this disk', /^1 GB$/);
  await page.getByRole('button', { name: 'Stays free on this disk: 1 GB' }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: 'At most: 5 GB' }).waitFor();
  await page.getByRole('button', { name: 'Stays free on this disk: 1 GB' }).waitFor();
  await expect.poll(() => here(session).getByRole('switch').isChecked()).toBe(true);
  await choose('Stays free on this disk', /^Automatic, /);
  await page.getByRole('button', { name: 'Stays free on this disk: Automatic' }).waitFor();
});

it('what is in the agenda is downloaded as sound alone', async () => {
  await openWorkshop(page, /Large-Scale/);
  const row = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading', { name: talk }) })
    .last();
  await row.getByRole('button', { name: 'Put into my agenda' }).click();
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /My agenda/ })
    .click();
  await page.getByRole('heading', { level: 1, name: 'My agenda' }).waitFor();
  hold();
  await page.getByRole('button', { name: 'Video or sound' }).click();
  await page.getByRole('menuitem', { name: /^Sound only · / }).click();
  await page.getByText(/^1 recording is in the queue, /).waitFor();
  await openDownloads();
  await expect.poll(() => queue().count()).toBe(1);
  expect(await queue().textContent()).toMatch(/Achieving Deep Learning Maturity.*Sound only/);
  letGo();
  await here(/sound only/)
    .filter({ hasText: talk })
    .waitFor(patience);
});

it('what was recorded of a session is said to be here on its page, and removed there', async () => {
  await openSession();
  await ownState().getByText('On this computer').waitFor();
  await ownState().getByRole('button', { name: 'More for this recording' }).click();
  await page.getByRole('menuitem', { name: 'Remove from this computer' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  // Its player may have read a part of it anew by then.
  await expect.poll(stored).toBeLessThan(ref.rendition.size);
  await expect.poll(() => ownState().getByText('On this computer').count()).toBe(0);
});
