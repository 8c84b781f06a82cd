import { stat } from 'node:fs/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import type { UploadedFile } from '#server/recordings/uploads/UploadedFile.ts';
import { newId } from '#server/store/newId.ts';
import type { UploadTarget } from '#shared/recordings/upload.ts';
import { TusSender } from '#tests/support/TusSender.ts';
import { contents, person, recording, session, talk, workshop } from '../../sampleRows.ts';
import { InProcessHub, type Someone } from '../../sync/InProcessHub.ts';

const roles = ['attendee', 'speaker', 'moderator', 'organizer'] as const;
export type Who = (typeof roles)[number] | 'other speaker' | 'stranger' | 'removed';

export let hub: InProcessHub;
export let address: string;
export const handed: UploadedFile[] = [];
export const ids = {
  workshopId: '',
  elsewhere: '',
  talkId: newId(),
  otherTalkId: newId(),
  sessionId: newId(),
  recordingId: newId(),
  otherRecordingId: newId(),
  ofSessionId: newId(),
  personId: newId(),
  otherPersonId: newId(),
};
export const people = new Map<Who, Someone>();

/** A hub with a workshop, its recordings, and one of everybody; started before the tests of a file. */
beforeAll(async () => {
  hub = await InProcessHub.start();
  address = await hub.listen();
  await hub.traffic.uploads.start(async (file) => {
    handed.push(file);
  });
  ids.workshopId = await hub.workshop('here');
  ids.elsewhere = await hub.workshop('elsewhere');
  await hub.store.write(ids.workshopId, async (tx) => {
    const spoken = (personId: string) => talk({ speakers: [{ personId, affiliations: [] }] });
    await tx.put('workshop', ids.workshopId, workshop());
    await tx.put('session', ids.sessionId, session());
    await tx.put('person', ids.personId, person());
    await tx.put('person', ids.otherPersonId, person());
    await tx.put('talk', ids.talkId, spoken(ids.personId));
    await tx.put('talk', ids.otherTalkId, spoken(ids.otherPersonId));
    await tx.put('recording', ids.recordingId, recording(ids.talkId));
    await tx.put('recordingContents', ids.recordingId, contents(ids.recordingId, ids.talkId));
    await tx.put('recording', ids.otherRecordingId, recording(ids.otherTalkId));
    const of = { kind: 'session', sessionId: ids.sessionId } as const;
    await tx.put('recording', ids.ofSessionId, recording(ids.talkId, { of }));
  });
  const here = [ids.workshopId];
  for (const role of roles) {
    const personId = role === 'speaker' ? ids.personId : null;
    people.set(role, await hub.someone(role, here, { personId }));
  }
  people.set('other speaker', await hub.someone('speaker', here, { personId: ids.otherPersonId }));
  people.set('stranger', await hub.someone('organizer', [ids.elsewhere]));
  const removed = await hub.someone('organizer', [ids.workshopId, ids.elsewhere]);
  people.set('removed', removed);
  await hub.members.remove(someone('organizer').accountId, {
    workshopId: ids.workshopId,
    accountId: removed.accountId,
  });
});
afterAll(() => hub.close());

export function someone(who: Who): Someone {
  const found = people.get(who);
  if (!found) throw new Error(`${who} is nobody`);
  return found;
}

export const sender = (who: Who, workshopId = ids.workshopId) =>
  new TusSender(address, workshopId, someone(who).token);
export const ofTalk = (talkId = ids.talkId): UploadTarget => ({
  what: 'recording',
  of: { kind: 'talk', talkId },
  fileName: 'talk.mp4',
});
export const fileName = '../../talk.mp4';

/** Resolves when so many bytes of an upload are on the hub's disk. */
export async function hasCome(id: string, size: number): Promise<void> {
  await expect
    .poll(async () => (await stat(hub.traffic.uploads.pathOf(id))).size)
    .toBeGreaterThanOrEqual(size);
}
