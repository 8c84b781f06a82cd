import { afterAll, expect, it } from 'vitest';
import { closeApps, openLiveRoom, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

it('no camera is said with what to do, and the moderator stays on the stage', async () => {
  const { page } = await startApp({ invite: hub.invites.moderator, flags: [] });
  await openLiveRoom(page);
  await page.getByRole('button', { name: 'Go live' }).click();
  await page.getByTestId('dock-camera').click();
  await page.getByText('No camera found.', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Try again' }).waitFor();
  expect(await page.getByTestId('dock-leave').isVisible()).toBe(true);
});

it('a camera that the system refuses is said with what to do, and works once it is allowed', async () => {
  const flags = ['--use-fake-device-for-media-stream'];
  const running = await startApp({ invite: hub.invites.organizer, flags });
  await running.app.evaluate(({ session }) => {
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
    session.defaultSession.setPermissionCheckHandler(() => false);
  });
  await openLiveRoom(running.page);
  await running.page.getByTestId('dock-camera').click();
  await running.page.getByText('The camera is not allowed.', { exact: false }).waitFor();
  await running.app.evaluate(({ session }) => {
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(true));
    session.defaultSession.setPermissionCheckHandler(() => true);
  });
  await running.page.getByRole('button', { name: 'Try again' }).click();
  await running.page.locator('[data-testid^=stage-tile-] video').first().waitFor();
});
