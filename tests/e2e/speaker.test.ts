import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { closeApps, startInLiveRoom } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

const sound = (page: Page) => page.locator('audio[data-account]').first();
const heardFrom = (page: Page) =>
  sound(page).evaluate((element) => (element instanceof HTMLAudioElement ? element.sinkId : null));

/** The system no longer has this speaker, or all that it has; Chromium's fake devices cannot be pulled. */
const pull = (page: Page, gone: string | null) =>
  page.evaluate((id) => {
    const { mediaDevices } = navigator;
    Reflect.deleteProperty(mediaDevices, 'enumerateDevices');
    const real = mediaDevices.enumerateDevices.bind(mediaDevices);
    mediaDevices.enumerateDevices = async () => (await real()).filter(({ deviceId }) => deviceId !== id);
    mediaDevices.dispatchEvent(new Event('devicechange'));
  }, gone);

it('a speaker that is unplugged is replaced by the system’s own, which is said, and used again when it is back', async () => {
  const chair = await startInLiveRoom(hub.invites.moderator);
  await chair.getByRole('button', { name: 'Go live' }).click();
  await chair.getByTestId('dock-mic').click();
  const attendee = await startInLiveRoom(hub.invites.attendee);
  await sound(attendee).waitFor({ state: 'attached' });
  expect(await heardFrom(attendee)).toBe('');

  await attendee.getByTestId('dock-devices').click();
  await attendee.getByRole('radio', { name: 'Fake Audio Output 1' }).check({ force: true });
  await attendee.keyboard.press('Escape');
  await expect.poll(() => heardFrom(attendee)).not.toBe('');
  const chosen = await heardFrom(attendee);

  await pull(attendee, chosen);
  await attendee.getByText(/^Your speaker is gone\. .+ is used now\.$/).waitFor();
  await expect.poll(() => heardFrom(attendee)).toBe('');
  await pull(attendee, null);
  await attendee.getByText('Your speaker is back. You hear the stage from it again.').waitFor();
  await expect.poll(() => heardFrom(attendee)).toBe(chosen);
});
