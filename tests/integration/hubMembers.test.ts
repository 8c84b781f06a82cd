import { afterAll, beforeAll, expect, test } from 'vitest';
import { Members } from '#server/people/Members.ts';
import type { StageState } from '#shared/live/stage.ts';
import { opus } from '#tests/server/live/LiveApp.ts';
import { LiveHub } from '#tests/server/live/LiveHub.ts';

let hub: LiveHub;
let members: Members;

beforeAll(async () => {
  hub = await LiveHub.start();
  members = new Members(hub.store, hub.access);
});
afterAll(() => hub.close());

/** A live stage with a speaker on the air, and a moderator who watches. */
async function onAir() {
  const { ref, moderator } = await hub.stage();
  const organizer = await hub.someone(ref.workshopId, 'organizer');
  const who = await hub.someone(ref.workshopId, 'speaker');
  const speaker = await hub.app(who);
  await moderator.join(ref);
  await speaker.join(ref);
  const transportId = await speaker.transport('send');
  const audio = { transportId, kind: 'audio', source: 'microphone', rtpParameters: opus(1000) } as const;
  await speaker.request('stage.produce', audio);
  const key = { workshopId: ref.workshopId, accountId: who.accountId };
  return { ref, organizer, who, speaker, moderator, key, audio };
}

const placeOf = (state: StageState, { accountId }: { readonly accountId: string }) =>
  state.places.find((place) => place.accountId === accountId);

test('A4, L1: a speaker who is demoted hears it, is off the air at once, and cannot produce again', async () => {
  const { organizer, who, speaker, moderator, key, audio } = await onAir();
  await moderator.stateWhere((state) => placeOf(state, who)?.producers.length === 1);
  await members.set(organizer.accountId, key, { role: 'attendee', personId: null });
  expect(await speaker.notice('scope.changed')).toEqual({ workshopId: key.workshopId });
  const state = await moderator.stateWhere((one) => placeOf(one, who)?.where === 'audience');
  expect(placeOf(state, who)).toMatchObject({ role: 'attendee', producers: [] });
  expect(state.audience).toBe(1);
  expect(await speaker.refused('stage.produce', audio)).toBe('not-allowed');
});

test('L1: an attendee who is made a speaker stands on the stage without joining again', async () => {
  const { ref, organizer, moderator } = await onAir();
  const who = await hub.someone(ref.workshopId, 'attendee');
  const app = await hub.app(who);
  await app.join(ref);
  const key = { workshopId: ref.workshopId, accountId: who.accountId };
  await members.set(organizer.accountId, key, { role: 'speaker', personId: null });
  await moderator.stateWhere((one) => placeOf(one, who)?.where === 'stage');
  await app.microphone();
});

test('A4: who is removed from one workshop loses the place there, and goes on in another', async () => {
  const { ref, organizer, who, speaker, key } = await onAir();
  const other = await hub.stage();
  const given = { account_id: who.accountId, workshop_id: other.workshopId, role: 'speaker' };
  await hub.store.transaction((sql) =>
    sql
      .insertInto('membership')
      .values({ ...given, person_id: null })
      .execute(),
  );
  const second = await hub.app(await hub.device(who.accountId));
  await second.join(other.ref);
  await members.remove(organizer.accountId, key);
  expect(await speaker.notice('stage.lost')).toEqual({ sessionId: ref.sessionId, why: 'removed' });
  expect(
    await speaker.refused('stage.join', { ...ref, takeOver: false, agrees: false, rtpCapabilities: null }),
  ).toBe('not-a-member');
  expect(second.hasHeard('stage.lost')).toBe(false);
  await second.microphone();
});

test('A4: with the last workshop the sockets end too', async () => {
  const { organizer, speaker, key } = await onAir();
  const ended = speaker.disconnected();
  await members.remove(organizer.accountId, key);
  expect(await ended).toBe('io server disconnect');
});
