import { afterAll, expect, it } from 'vitest';
import { closeApps, openLiveRoom, startApp } from '#tests/support/people.ts';
import { expectMovingPicture, expectSound } from '#tests/support/stagePages.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

it('L4: joining takes two round trips before media: the join brings the consumers, connecting resumes them', async () => {
  const { page: chair } = await startApp({ invite: hub.invites.moderator });
  await openLiveRoom(chair);
  await chair.getByRole('button', { name: 'Go live' }).click();
  await chair.getByTestId('dock-mic').click();
  await chair.getByTestId('dock-camera').click();

  const { page: attendee } = await startApp({ invite: hub.invites.attendee });
  const asked: string[] = [];
  attendee.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const name = /"(stage\.\w+)"/.exec(String(payload))?.[1];
      if (name) asked.push(name);
    }),
  );
  // The socket that is there already cannot be listened to.
  await attendee.reload();
  await openLiveRoom(attendee);
  await expectMovingPicture(attendee);
  await expectSound(attendee);
  expect(asked.slice(0, 3)).toEqual(['stage.capabilities', 'stage.join', 'stage.connectTransport']);
  expect(asked).not.toContain('stage.consume');
  expect(asked).not.toContain('stage.resumeConsumer');
});
