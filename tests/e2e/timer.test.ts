import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { Organizer, rowTitled } from '#tests/support/organizer.ts';
import { closeApps, startInLiveRoom } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

const timer = (page: Page) => page.getByTestId('stage-timer');
const shows = (page: Page, text: RegExp) => expect.poll(() => timer(page).textContent()).toMatch(text);
const warning = (page: Page, text: string) => page.getByTestId('timer-warning').getByText(text).waitFor();
const said = (page: Page, text: string) =>
  page.getByRole('status').filter({ hasText: text }).waitFor({ state: 'attached' });

/** Presses a button in the panel of the timer. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  const panel = page.getByRole('dialog', { name: 'Timer' });
  if (!(await panel.isVisible())) await timer(page).click();
  await panel.getByRole('button', { name }).click();
}

it('S9, L7: the phases of a BoF are timed for everybody, with warnings, five minutes more, and the next one by its button', async () => {
  const organizer = await Organizer.join(hub.invites.organizer);
  const rows = await organizer.rows('mlhpcs-isc20');
  const live = rows.find((row) => row.kind === 'session' && row.data.live);
  if (live?.kind !== 'session') throw new Error('no live session');
  const phase = (title: string, minutes: number) => ({
    title,
    length: { kind: 'minutes' as const, minutes },
  });
  await organizer.edit(rowTitled(rows, 'session', new RegExp(`^${live.data.title}$`)), {
    phases: [phase('Statements', 5.1), phase('Discussion', 20), phase('Vote', 4)],
  });
  const chair = await startInLiveRoom(hub.invites.moderator);
  await chair.getByRole('button', { name: 'Go live' }).click();
  const speaker = await startInLiveRoom(hub.invites.speaker);
  const attendee = await startInLiveRoom(hub.invites.attendee);
  const everyone = [chair, speaker, attendee];

  await press(chair, /^Statements/);
  for (const one of everyone) await shows(one, /^Statements[45]:\d\d$/);
  // Those on the stage see it, everybody is told.
  for (const one of [chair, speaker]) await warning(one, '5 minutes left');
  for (const one of everyone) await said(one, '5 minutes left: Statements');
  expect(await attendee.getByTestId('timer-warning').count()).toBe(0);
  expect(await attendee.getByRole('button', { name: /Statements/ }).count()).toBe(0);

  await press(chair, 'Add 5 minutes');
  for (const one of everyone) await shows(one, /^Statements9:\d\d$/);
  for (const one of [chair, speaker]) await one.getByTestId('timer-warning').waitFor({ state: 'detached' });

  // What is asked while the same is still under way is asked once.
  const takeAway = async () => {
    const text = (await timer(chair).textContent()) ?? '';
    if (!text.includes('over')) await press(chair, 'Take away 1 minute');
    return text;
  };
  await expect.poll(takeAway, { timeout: 60_000, interval: 100 }).toMatch(/over/);
  for (const one of everyone) await shows(one, /^Statementsover by \d:\d\d$/);
  for (const one of [chair, speaker]) await warning(one, 'Time is up');
  for (const one of everyone) await said(one, 'Time is up: Statements');

  await chair.keyboard.press('Escape');
  await chair.getByTestId('timer-next').click();
  for (const one of everyone) await shows(one, /^Discussion(20:00|19:\d\d)$/);
  expect(await speaker.getByTestId('timer-warning').count()).toBe(0);

  // Another timer has its own marks: a shorter one has passed none.
  await press(chair, /^Vote/);
  for (const one of everyone) {
    await shows(one, /^Vote(4:00|3:\d\d)$/);
    expect(await one.getByRole('status').filter({ hasText: ': Vote' }).count()).toBe(0);
  }

  await press(chair, 'Stop the timer');
  for (const one of [speaker, attendee]) await timer(one).waitFor({ state: 'detached' });
}, 240_000);
