import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { closeApps, openLiveRoom, startApp } from '#tests/support/people.ts';
import { secondWindow } from '#tests/support/secondWindow.ts';
import { expectMovingPicture, expectSound, pictureOf } from '#tests/support/stagePages.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

const elsewhere = (page: Page) => page.getByText('You are on this stage somewhere else');

async function expectStage(page: Page): Promise<void> {
  await expectMovingPicture(page);
  await expectSound(page);
}

it('L7, S12: a second window takes the place over; the first one says so, and takes it back by a click', async () => {
  const { page: speaker } = await startApp({ invite: hub.invites.moderator });
  await openLiveRoom(speaker);
  await speaker.getByRole('button', { name: 'Go live' }).click();
  await speaker.getByTestId('dock-mic').click();
  await speaker.getByTestId('dock-camera').click();

  const app = await startApp({ invite: hub.invites.attendee });
  const first = app.page;
  await openLiveRoom(first);
  await first.getByTestId('dock-hand').click();
  await expectStage(first);

  const second = await secondWindow(app);
  await openLiveRoom(second);
  await elsewhere(first).waitFor();
  await first.getByText('Your place went to another window or device of yours.').waitFor();
  expect(await first.locator(pictureOf('tile')).count()).toBe(0);
  await expectStage(second);
  await second.getByRole('button', { name: /Hand up/ }).waitFor();

  await first.getByRole('button', { name: 'Take it back here' }).click();
  await elsewhere(second).waitFor();
  await expectStage(first);
  await first.getByRole('button', { name: /Hand up/ }).waitFor();
  expect(await elsewhere(first).count()).toBe(0);
});
