import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { failingFfmpeg } from '#tests/support/failingFfmpeg.ts';
import { Organizer, rowTitled } from '#tests/support/organizer.ts';
import { closeApps, startInLiveRoom } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';

const ffmpeg = await failingFfmpeg();
const hub = await startHub({ env: { PATH: ffmpeg.path } });
afterAll(async () => {
  await closeApps();
  await hub.stop();
  await ffmpeg.remove();
});

const made = (page: Page, state: string) => page.locator(`[data-testid=take-made][data-made=${state}]`);

/** Opens what there is to know of a recording that could not be put together. */
async function lookWhy(page: Page) {
  await made(page, 'failed').focus();
  await page.keyboard.press('Enter');
  const why = page.getByRole('dialog', { name: 'Not put together' });
  await why.getByText('The hub cannot work on recordings now.').waitFor();
  await why.getByText('What was recorded is kept at the hub.').waitFor();
  return why;
}

it('L8, Q6: a recording that could not be put together says why, and a moderator and a chair try it again right there', async () => {
  const organizer = await Organizer.join(hub.invites.organizer);
  const rows = await organizer.rows('mlhpcs-isc20');
  const live = rows.find((row) => row.kind === 'session' && row.data.live);
  if (live?.kind !== 'session') throw new Error('no live session');
  const samples = rows.filter((row) => row.kind === 'person' && row.data.sample);
  await organizer.edit(rowTitled(rows, 'session', new RegExp(`^${live.data.title}$`)), {
    chairIds: samples.map(({ id }) => id),
  });

  const moderator = await startInLiveRoom(hub.invites.moderator);
  await moderator.getByRole('button', { name: 'Go live' }).click();
  await moderator.getByTestId('dock-mic').click();
  await moderator.locator('[data-testid=dock-mic][data-on=true]').waitFor();
  await moderator.getByRole('button', { name: 'Record this session on the hub' }).click();
  await moderator.getByRole('button', { name: 'Start recording' }).click();
  await moderator
    .getByTestId('take-mark')
    .getByText(/0:0[4-9]|0:[1-5]\d/)
    .waitFor();
  await ffmpeg.fail(true);
  await moderator.getByRole('button', { name: 'Stop recording' }).click();
  await moderator.getByRole('dialog').getByRole('button', { name: 'Stop recording' }).click();
  await made(moderator, 'failed').waitFor({ timeout: 60_000 });

  const chair = await startInLiveRoom(hub.invites.speaker);
  const attendee = await startInLiveRoom(hub.invites.attendee);
  const whole = await startInLiveRoom(hub.invites.organizer);
  const page = (await lookWhy(whole)).getByRole('link', { name: 'Its page under Recordings' });
  await page.waitFor();
  expect(await attendee.getByTestId('take-made').count()).toBe(0);

  // It fails once more, for the moderator.
  const job = async () =>
    (await organizer.rows('mlhpcs-isc20')).flatMap((row) =>
      row.kind === 'recordingJob' ? [row.data] : [],
    )[0];
  const before = await job();
  const first = await lookWhy(moderator);
  expect(await first.getByRole('link').count()).toBe(0);
  await first.getByRole('button', { name: 'Try again' }).click();
  const isOver = async () => {
    const now = await job();
    return now?.state === 'failed' && now.changed !== before?.changed;
  };
  await expect.poll(isOver, { timeout: 60_000 }).toBe(true);
  await made(moderator, 'failed').waitFor();

  await ffmpeg.fail(false);
  const second = await lookWhy(chair);
  expect(await second.getByRole('link').count()).toBe(0);
  await second.getByRole('button', { name: 'Try again' }).click();
  for (const one of [moderator, chair]) await made(one, 'done').waitFor({ timeout: 170_000 });
}, 300_000);
