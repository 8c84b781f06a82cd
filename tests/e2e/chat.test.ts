import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { FaultyNetwork } from '#tests/support/FaultyNetwork.ts';
import { closeApps, startInLiveRoom } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
const network = await FaultyNetwork.create(hub.address);
afterAll(async () => {
  await closeApps();
  await network.close();
  await hub.stop();
});

const panel = (page: Page) => page.getByRole('complementary', { name: 'Beside the stage' });
const tab = (page: Page, name: RegExp) => panel(page).getByRole('radio', { name }).click();
const messages = (page: Page) => panel(page).getByTestId('chat-message');

async function writes(page: Page, text: string): Promise<void> {
  await page.getByTestId('chat-field').fill(text);
  await page.getByTestId('chat-field').press('Enter');
}

const says = (page: Page, text: string) => messages(page).getByText(text, { exact: true }).waitFor();

it('people in the room write to each other; it is kept through a cut, and when the hub is killed', async () => {
  const chair = await startInLiveRoom(hub.invites.moderator);
  await chair.getByRole('button', { name: 'Go live' }).click();
  const first = await startInLiveRoom(network.through(hub.invites.attendee));
  const second = await startInLiveRoom(hub.invites.attendee2);
  await tab(first, /Chat/);
  await tab(chair, /Chat/);

  await first.getByTestId('chat-field').fill('Good morning');
  await first.getByTestId('chat-field').press('Shift+Enter');
  await first.keyboard.type('from a sample person');
  await first.getByTestId('chat-field').press('Enter');
  await says(chair, 'Good morning\nfrom a sample person');
  expect(await first.getByTestId('chat-field').inputValue()).toBe('');

  await panel(second).getByRole('radio', { name: 'Chat 1' }).waitFor();
  await tab(second, /Chat/);
  await says(second, 'Good morning\nfrom a sample person');
  await tab(second, /People/);
  expect(await panel(second).getByRole('radio', { name: 'Chat', exact: true }).count()).toBe(1);
  await tab(second, /Chat/);

  network.cut();
  await first.getByTestId('stage-reconnecting').waitFor();
  await writes(first, 'written while away');
  await first.getByTestId('chat-outgoing').getByText('written while away').waitFor();
  await writes(second, 'missed by the first');
  await says(chair, 'missed by the first');
  network.mend();
  await says(first, 'missed by the first');
  await says(second, 'written while away');
  await first.getByTestId('chat-outgoing').waitFor({ state: 'detached' });

  await hub.kill();
  await hub.restart();
  await writes(second, 'after the restart');
  await says(chair, 'after the restart');
  expect((await messages(chair).allInnerTexts()).map((text) => text.trim())).toEqual([
    'Good morning\nfrom a sample person',
    'missed by the first',
    'written while away',
    'after the restart',
  ]);
});

it('Q6: a moderator deletes a message, locks the chat and slows it down; reactions rise over the stage', async () => {
  await closeApps();
  const chair = await startInLiveRoom(hub.invites.moderator);
  const attendee = await startInLiveRoom(hub.invites.attendee);
  await tab(attendee, /Chat/);
  await tab(chair, /Chat/);
  await writes(attendee, 'not so nice');
  await says(chair, 'not so nice');

  const bad = messages(chair).filter({ hasText: 'not so nice' });
  await bad.hover();
  await bad.getByRole('button', { name: /^Delete the message of/ }).click();
  await chair.getByRole('button', { name: 'Delete', exact: true }).click();
  await says(attendee, 'This message was deleted.');
  expect(await messages(attendee).getByText('not so nice').count()).toBe(0);
  expect(
    await panel(attendee)
      .getByRole('button', { name: /^Delete the message/ })
      .count(),
  ).toBe(0);

  await chair.getByTestId('chat-rules').click();
  await chair.getByText('Lock the chat').click();
  await panel(attendee).getByText('Moderators have locked the chat. You can read.').waitFor();
  expect(await attendee.getByTestId('chat-field').isEditable()).toBe(false);
  await chair.getByText('Lock the chat').click();
  await chair.getByRole('radio', { name: '5 min' }).click();
  await chair.keyboard.press('Escape');
  await writes(chair, 'one message every five minutes, please');
  await panel(attendee)
    .getByText(/Slow mode/)
    .waitFor();
  await panel(attendee)
    .getByText(/You can write again in \d+ seconds/)
    .waitFor();
  await attendee.getByTestId('chat-field').fill('kept in the field');
  await attendee.getByTestId('chat-field').press('Enter');
  expect(await attendee.getByTestId('chat-field').inputValue()).toBe('kept in the field');

  await attendee.getByTestId('dock-react').click();
  // A reaction has risen and is gone after three seconds.
  const risen = async () => {
    await attendee.getByTestId('react-clap').click();
    return chair.getByTestId('reactions').locator('[data-kind=clap]').count();
  };
  await expect.poll(risen).toBeGreaterThan(0);
});
