import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { countAtHub } from '#tests/support/countAtHub.ts';
import { notePaths, sentDevices } from '#tests/support/notedPaths.ts';
import { closeApps, openLiveRoom, openWorkshop, startApp } from '#tests/support/people.ts';
import { expectSound } from '#tests/support/stagePages.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

/** The highest that the meter shows until it is more than 0.3, or for 20 s. It follows the sound frame by frame. */
function highestLevel(page: Page): Promise<number> {
  return page.getByTestId('check-level').evaluate(
    (meter: HTMLElement) =>
      new Promise<number>((done) => {
        let highest = 0;
        const seen = new MutationObserver(() => {
          highest = Math.max(highest, Number(meter.style.getPropertyValue('--level')));
          if (highest > 0.3) done(highest);
        });
        seen.observe(meter, { attributes: true });
        setTimeout(() => done(highest), 20_000);
      }),
  );
}

/** What the check of the network said; where UDP was not in it, it is begun again. */
async function networkSaid(page: Page): Promise<string> {
  const said = page.getByTestId('check-network-said').locator('[data-tone]');
  await said.waitFor();
  const words = (await said.textContent()) ?? '';
  if (words.includes('(UDP)')) return words;
  await page.getByTestId('check-network').click();
  await said.waitFor({ state: 'detached' });
  return words;
}

const transports = () => countAtHub(hub, 'transports');

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
  expect(await highestLevel(page)).toBeGreaterThan(0.3);

  await page.getByRole('button', { name: 'Play a sound' }).click();
  await page.getByText('Did you hear it?').waitFor();
  await page.getByRole('button', { name: 'No', exact: true }).click();
  await page.getByText('Turn the volume up').waitFor();

  await page.getByTestId('check-network').click();
  await expect.poll(transports).toBe(before + 2);
  // A machine that stalls while UDP has its four seconds is rightly told of TCP alone.
  await expect
    .poll(() => networkSaid(page), { timeout: 90_000 })
    .toMatch(/^Sound .*\(UDP\), about [\d.]+ Mb\/s.* The hub answers in \d+ ms\./);
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
}, 240_000);

it('L1, L3: in the room, who listens and who is invited tries the devices; what is on the stage stays as it is until the end', async () => {
  await closeApps();
  const { page: chair } = await startApp({ invite: hub.invites.moderator });
  await openLiveRoom(chair);
  const live = chair.getByRole('button', { name: 'Go live' });
  if (await live.isVisible()) await live.click();
  await chair.getByTestId('dock-mic').waitFor();
  const { page } = await startApp({ invite: hub.invites.attendee });
  await notePaths(page);
  await openLiveRoom(page);
  const check = page.getByTestId('check');
  const menu = page.getByRole('dialog', { name: 'Sound and devices' });
  const microphones = menu.getByRole('group', { name: 'Microphone', exact: true });
  const tries = async (label: string) => {
    await check.getByText('You are heard.').waitFor();
    await check.getByRole('combobox', { name: 'Microphone' }).selectOption({ label });
    await check.getByText('You are heard.').waitFor();
  };
  const checksFromMenu = async () => {
    await page.getByTestId('dock-devices').click();
    await page.getByTestId('dock-check').click();
    await check.waitFor();
  };

  await checksFromMenu();
  await page.getByText('Nobody else sees or hears what you try here.', { exact: true }).waitFor();
  await tries('Fake Audio Input 1');
  expect(await countAtHub(hub, 'producers')).toBe(0);
  await page.getByTestId('check-done').click();
  const isFocused = (element: Element) => element === document.activeElement;
  await expect.poll(() => page.getByTestId('dock-devices').evaluate(isFocused)).toBe(true);
  await page.getByTestId('dock-devices').click();
  await page.getByTestId('dock-check').waitFor();
  expect(await microphones.count()).toBe(0);
  await page.keyboard.press('Escape');

  await page.getByTestId('dock-hand').click();
  await chair
    .getByTestId(/^hand-/)
    .getByRole('button', { name: /^Invite/ })
    .click();
  await chair.getByRole('menuitem', { name: 'With sound', exact: true }).click();
  await page.getByTestId('invited-check').click();
  await tries('Fake Audio Input 2');
  await page.getByTestId('check-done').click();
  await page.getByTestId('dock-devices').click();
  expect(await microphones.getByRole('radio', { name: 'Fake Audio Input 2' }).isChecked()).toBe(true);
  await page.keyboard.press('Escape');
  expect(await countAtHub(hub, 'producers')).toBe(0);

  await page.getByTestId('stage-invited').getByRole('button', { name: 'With sound', exact: true }).click();
  await expectSound(chair);
  expect(await sentDevices(page)).toEqual(['Fake Audio Input 2']);
  await checksFromMenu();
  await check.locator('xpath=..').getByText('while your microphone is on, you are heard').waitFor();
  await tries('Fake Audio Input 1');
  expect(await sentDevices(page)).toEqual(['Fake Audio Input 2']);
  await expectSound(chair);
  await page.getByTestId('check-done').click();
  await expect.poll(() => sentDevices(page)).toEqual(['Fake Audio Input 1']);
  expect(await page.getByTestId('dock-mic').getAttribute('data-on')).toBe('true');
  await page.getByTestId('dock-devices').click();
  expect(await microphones.getByRole('radio', { name: 'Fake Audio Input 1' }).isChecked()).toBe(true);
  await expectSound(chair);
});
