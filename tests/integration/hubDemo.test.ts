import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseInviteLink } from '#shared/people/inviteLink.ts';
import { startHub } from '#tests/support/startHub.ts';
import { Speaker } from './hubFixture.ts';

test('a demonstration has five workshops, sample recordings and five people, and goes on after a restart', async () => {
  const hub = await startHub();
  onTestFinished(async () => {
    await hub.stop();
  });
  const roleOf = async (link: string) => {
    const who = await Speaker.join(hub.address, parseInviteLink(link)?.invite ?? '');
    const { workshops } = (await who.get('/v1/workshops')).body;
    return [
      workshops.length,
      new Set(workshops.map((w: { membership: { role: string } }) => w.membership.role)),
    ];
  };
  const { attendee, attendee2, speaker, moderator, organizer } = hub.invites;
  expect(await roleOf(attendee)).toEqual([5, new Set(['attendee'])]);
  expect(await roleOf(attendee2)).toEqual([5, new Set(['attendee'])]);
  expect(await roleOf(speaker)).toEqual([5, new Set(['speaker'])]);
  expect(await roleOf(moderator)).toEqual([5, new Set(['moderator'])]);
  expect(await roleOf(organizer)).toEqual([5, new Set(['organizer'])]);
  const secrets = await stat(join(hub.dataFolder, 'demo-invites.json'));
  expect(secrets.mode & 0o077).toBe(0);
  const who = await Speaker.join(hub.address, parseInviteLink(attendee)?.invite ?? '');
  const before = (await who.get('/v1/workshops')).body;
  const contents = await Promise.all(
    before.workshops.map(
      async ({ id }: { id: string }) => (await who.get(`/v1/workshops/${id}/changes?limit=1000`)).body,
    ),
  );
  const kinds = contents.flatMap((page) => page.changes.map((change: { kind: string }) => change.kind));
  expect(kinds.filter((kind) => kind === 'recordingContents').length).toBeGreaterThanOrEqual(4);
  expect((await who.get('/v1/hub')).body.rehearsal).toBe(true);
  await hub.terminate();
  await hub.restart();
  expect(hub.invites.attendee).toBe(attendee);
  const after = (await who.get('/v1/workshops')).body;
  // A recording of the demonstration is released 90 s after its beginning: its workshop may have moved meanwhile.
  const lasting = (reply: typeof before) => ({
    ...reply,
    hub: { ...reply.hub, clock: null },
    workshops: reply.workshops.map((one) => ({ ...one, head: null })),
  });
  expect(lasting(after)).toEqual(lasting(before));
  const moved = after.workshops.filter(({ head }, at) => head !== before.workshops[at]?.head);
  expect(moved.length).toBeLessThanOrEqual(1);
}, 240_000);
