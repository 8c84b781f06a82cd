import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { launchApp } from '#tests/support/launchApp.ts';
import { loadAnew } from '#tests/support/loadAnew.ts';
import { closeApps, openWorkshop, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub({ env: { LECTERN_TLS: 'own' } });
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

const program = (page: Page) => page.getByRole('link', { name: /MLHPCS/ }).first();
const syncLine = (page: Page) =>
  page
    .getByRole('status')
    .filter({ hasText: /sync|Offline/i })
    .first();

/** Whether the window itself gets an answer of the hub. */
function reached(page: Page): Promise<boolean> {
  return page.evaluate(
    (address) =>
      fetch(`${address}/v1/hub`).then(
        () => true,
        () => false,
      ),
    hub.address,
  );
}

async function join_(page: Page, link: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Invite link' }).fill(link);
  const name = page.getByRole('textbox', { name: 'Your name' });
  if ((await name.count()) > 0) await name.fill('Sample Person');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
}

/** Resolves when something was heard on a socket of the hub. */
function heardOverSocket(page: Page): Promise<string> {
  return new Promise((resolve) => {
    page.on('websocket', (socket) => socket.on('framereceived', () => resolve(socket.url())));
  });
}

it('A6: a hub with its own certificate is joined by its invite; with another certificate it is refused in words, the program stays, and a new invite mends it', async () => {
  const { page, profile, close, hasEnded } = await launchApp({});
  onTestFinished(async () => {
    if (!hasEnded()) await close();
  });
  const heard = heardOverSocket(page);
  await join_(page, hub.invites.attendee);
  await program(page).waitFor();
  await expect.poll(() => syncLine(page).textContent()).toMatch(/^In sync/);
  expect(await heard).toMatch(`wss://${new URL(hub.address).host}/`);
  const policy = await page.evaluate(async () => {
    const own = await fetch('/');
    return own.headers.get('content-security-policy');
  });
  const { host } = new URL(hub.address);
  expect(policy).toContain(`connect-src 'self' lectern-media: https://${host} wss://${host};`);

  expect(await reached(page)).toBe(true);

  await hub.terminate();
  await rm(join(hub.dataFolder, 'tls'), { recursive: true });
  await hub.restart();
  const refused = async (at: Page) => {
    await expect.poll(() => syncLine(at).textContent(), { timeout: 60_000 }).toBe('Not in sync');
    expect(await reached(at)).toBe(false);
    await syncLine(at).click();
    await at.getByText(/shows another certificate than its invite names/).waitFor();
    await at.keyboard.press('Escape');
    await openWorkshop(at);
  };
  await refused(page);
  await close();

  // No switch turns verification off.
  const again = await startApp({ profile, flags: ['--ignore-certificate-errors'] });
  await refused(again.page);
  const unpinned = `https://localhost:${new URL(hub.address).port}/v1/hub`;
  const asked = again.app.evaluate(({ net }, url) => net.fetch(url).then(() => 'answered'), unpinned);
  await expect(asked).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
  await again.close();

  const mended = await startApp({ profile, invite: hub.invites.attendee });
  await expect.poll(() => syncLine(mended.page).textContent(), { timeout: 60_000 }).toMatch(/^In sync/);
  expect(await reached(mended.page)).toBe(true);
  const heardAgain = heardOverSocket(mended.page);
  await loadAnew(mended.page);
  expect(await heardAgain).toMatch(/^wss:/);
});
