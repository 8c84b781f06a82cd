import type { Page } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { countAtHub } from '#tests/support/countAtHub.ts';
import { loadAnew } from '#tests/support/loadAnew.ts';
import { closeApps, openLiveRoom, startApp } from '#tests/support/people.ts';
import { expectMovingPicture, expectSound } from '#tests/support/stagePages.ts';
import { startHub } from '#tests/support/startHub.ts';

const hub = await startHub();
afterAll(async () => {
  await closeApps();
  await hub.stop();
});

let attendee: Page;

it('L4: joining takes two round trips before media: the join brings the consumers, connecting resumes them', async () => {
  const { page: chair } = await startApp({ invite: hub.invites.moderator });
  await openLiveRoom(chair);
  await chair.getByRole('button', { name: 'Go live' }).click();
  await chair.getByTestId('dock-mic').click();
  await chair.getByTestId('dock-camera').click();
  // What comes later than the join is rightly asked for apart.
  await expect.poll(() => countAtHub(hub, 'producers'), { timeout: 60_000 }).toBe(2);

  ({ page: attendee } = await startApp({ invite: hub.invites.attendee }));
  const asked: string[] = [];
  attendee.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      const name = /"(stage\.\w+)"/.exec(String(payload))?.[1];
      if (name) asked.push(name);
    }),
  );
  // The socket that is there already cannot be listened to.
  await loadAnew(attendee);
  await openLiveRoom(attendee);
  await expectMovingPicture(attendee);
  await expectSound(attendee);
  expect(asked.slice(0, 3)).toEqual(['stage.capabilities', 'stage.join', 'stage.connectTransport']);
  expect(asked).not.toContain('stage.consume');
  expect(asked).not.toContain('stage.resumeConsumer');
});

/** Enters anew. Whether the first tile that is drawn has its picture. */
async function entersWithPicture(): Promise<boolean> {
  await attendee.getByTestId('dock-leave').click();
  const way = attendee.locator('main a[href*="/live/"]').first();
  await way.waitFor();
  const withPicture = attendee.evaluate(
    () =>
      new Promise<boolean>((done) => {
        const seen = new MutationObserver(() => {
          const tile = document.querySelector('[data-testid^=stage-tile-]');
          if (tile === null) return;
          seen.disconnect();
          done(tile.querySelector('video') !== null);
        });
        seen.observe(document.body, { childList: true, subtree: true });
      }),
  );
  await way.click();
  return withPicture;
}

it('L4: a room that is entered shows somebody who is seen with their picture at once, not first without', async () => {
  // A machine that is stalled for a second draws the room without: that is meant so.
  await expect.poll(entersWithPicture).toBe(true);
});
