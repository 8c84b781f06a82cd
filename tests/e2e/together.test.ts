import { afterAll, expect, it } from 'vitest';
import { countAtHub } from '#tests/support/countAtHub.ts';
import { FaultyNetwork } from '#tests/support/FaultyNetwork.ts';
import { closeApps, openLiveRoom, openWorkshop, rehearsed, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';
import { expectInStep, lookTogether, playToEveryone, togetherVideo } from '#tests/support/togetherPages.ts';

const patience = { timeout: 40_000, interval: 250 };

const hub = await startHub();
const network = await FaultyNetwork.create(hub.address);
afterAll(async () => {
  await closeApps();
  await network.close();
  await hub.stop();
});

it('a recording is played to everyone in step to 0.2 s: from a cache, from the hub, through pause, seek and a late join', async () => {
  const away = await startApp({ invite: network.through(hub.invites.attendee) });
  await openWorkshop(away.page);
  await away.page
    .getByRole('button', { name: /^Download all/ })
    .first()
    .click();
  await away.page
    .getByRole('button', { name: /All on this computer$/ })
    .first()
    .waitFor();
  await openLiveRoom(away.page);
  await away.page.getByTestId('holding-not-open').waitFor();
  // From now on its hub gives it no recording in time: only what is here can be played.
  network.bytesPerSecond = 2000;

  const chair = await startApp({ invite: hub.invites.moderator });
  await openLiveRoom(chair.page);
  await chair.page.getByRole('button', { name: 'Go live' }).click();
  await away.page.getByTestId('dock-leave').waitFor();

  await playToEveryone(chair.page, 'machine learning deploying');
  await away.page.locator(togetherVideo).waitFor();
  await expectInStep([chair.page, away.page]);

  const late = await startApp({ invite: hub.invites.attendee2 });
  await openLiveRoom(late.page);
  await late.page.locator(togetherVideo).waitFor();
  const everyone = [chair.page, away.page, late.page];
  await expectInStep(everyone);
  const before = await lookTogether(late.page);
  expect(before.paused).toBe(false);
  expect(await countAtHub(hub, 'producers')).toBe(0);

  await chair.page.getByTestId('together-pause').click();
  await away.page.getByText('Paused for everyone').waitFor();
  await expectInStep(everyone);
  await chair.page.getByTestId('together-pause').click();
  await expect.poll(async () => (await lookTogether(late.page)).paused, patience).toBe(false);
  await expectInStep(everyone);

  const slider = chair.page.getByRole('slider', { name: /for everyone/ });
  await slider.focus();
  await slider.press('Home');
  await expect.poll(async () => (await lookTogether(late.page)).second, patience).toBeLessThan(before.second);
  await expectInStep(everyone);

  await away.page.getByRole('button', { name: /^Ask at / }).click();
  await away.page
    .getByRole('textbox', { name: 'Your question', exact: true })
    .fill('Which of both was faster?');
  await away.page.getByRole('textbox', { name: 'Your question', exact: true }).press('Control+Enter');
  await chair.page.getByText('Which of both was faster?').first().waitFor();

  await chair.page.getByTestId('together-stop').click();
  for (const page of everyone) await page.locator(togetherVideo).waitFor({ state: 'detached' });
  await openWorkshop(late.page, rehearsed.name);
}, 180_000);
