import { afterAll, expect, it } from 'vitest';
import { Organizer, rowTitled } from '#tests/support/organizer.ts';
import { closeApps, openLiveRoom, openWorkshop, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

it('Q6: a speaker who chairs the session opens it, goes live, and moderates the own board, in the room and outside', async () => {
  const organizer = await Organizer.join(hub.invites.organizer);
  const rows = await organizer.rows('mlhpcs-isc20');
  const samples = rows.filter((row) => row.kind === 'person' && row.data.sample);
  const stage = rows.find((row) => row.kind === 'session' && row.data.live);
  if (stage?.kind !== 'session') throw new Error('no live session');
  await organizer.edit(rowTitled(rows, 'session', new RegExp(`^${stage.data.title}$`)), {
    chairIds: samples.map(({ id }) => id),
  });

  const { page: chair } = await startApp({ invite: hub.invites.speaker });
  await openWorkshop(chair);
  await chair.getByRole('link', { name: 'Open the stage' }).waitFor();
  await openLiveRoom(chair);
  await chair.getByRole('button', { name: 'Go live' }).click();

  const { page: attendee } = await startApp({ invite: hub.invites.attendee });
  await openLiveRoom(attendee);
  const asks = async (text: string) => {
    const field = attendee.getByRole('textbox', { name: 'Your question to the speakers' });
    await field.fill(text);
    await field.press('Enter');
  };
  await asks('Who moderates here?');
  await asks('And outside of the room?');
  expect(await attendee.getByRole('button', { name: /^Approve/ }).count()).toBe(0);
  await chair.getByRole('button', { name: 'Approve: Who moderates here?' }).click();
  await chair.getByRole('button', { name: 'Answer now: Who moderates here?' }).click();
  await attendee.getByRole('region', { name: 'Being answered' }).getByText('Who moderates here?').waitFor();

  await openWorkshop(chair);
  await chair.getByRole('main').getByRole('link', { name: 'Question board' }).first().click();
  const waiting = chair.getByRole('listitem').filter({ hasText: 'And outside of the room?' });
  await waiting.getByRole('button', { name: 'Approve' }).click();
  await chair
    .locator('section', { hasText: 'Running order' })
    .getByText('And outside of the room?')
    .first()
    .waitFor();

  await openWorkshop(attendee);
  expect(await attendee.getByRole('link', { name: 'Question board' }).count()).toBe(0);
});
