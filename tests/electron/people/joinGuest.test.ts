import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { notePacked } from '#electron/packs/guestHub.ts';
import { joinHub } from '#electron/people/joinHub.ts';
import { FakeHub } from '../support/FakeHub.ts';
import { newFolder, openPeople } from '../support/people.ts';

let hub: FakeHub;
let folder: string;
beforeEach(async () => {
  hub = await FakeHub.start();
  folder = await newFolder();
});
afterEach(() => hub.stop());

const starred = {
  workshopId: '0190a000-0000-7000-8000-000000000001',
  talkId: '0190a000-0000-7000-8000-000000000002',
};

async function openGuest() {
  const people = await openPeople(folder);
  const { fingerprint, publicKey, workshopId } = hub;
  const about = {
    fingerprint,
    publicKey,
    name: 'From a pack',
    address: 'http://127.0.0.1:9',
    rehearsal: false,
  };
  await notePacked(people.registry, { hub: about }, { workshopId, slug: 'sample', rev: 7 }, 'Guest');
  const [guest] = people.registry.list();
  if (!guest) throw new Error('no guest');
  return { people, guest, owner: { hub: fingerprint, accountId: guest.account.id } };
}

test('S11: joining turns a guest into a member, and what the guest had goes over to the account', async () => {
  const { people, owner } = await openGuest();
  const unstarred = {
    type: 'agenda.unstarred',
    workshopId: starred.workshopId,
    talkId: randomUUID(),
  } as const;
  await people.journals.append(owner, [unstarred, unstarred]);
  const { hub: joined, changed } = await joinHub(people, hub.link(), 'Ada');
  expect(changed).toBe(true);
  expect(joined).toMatchObject({ guest: false, account: { id: hub.accountId }, address: hub.address });
  expect(joined.packed).toEqual([{ workshopId: hub.workshopId, slug: 'sample', rev: 7 }]);
  const { entries } = await people.journals.read({ ...owner, accountId: hub.accountId }, 0);
  expect(entries.map(({ entry }) => entry)).toEqual([unstarred, unstarred]);
  const files = await readdir(join(folder, 'journal'));
  expect(files.filter((file) => file.includes(owner.accountId))).toEqual([]);
  expect((await people.tokens.access(hub.fingerprint)).token).toBeTruthy();
  await people.journals.close();
});

test('S11: what a guest keeps while the join is under way goes over to the account as well', async () => {
  const { people, owner } = await openGuest();
  const late = { type: 'agenda.unstarred', workshopId: starred.workshopId, talkId: starred.talkId } as const;
  let isSaid = false;
  const copy: typeof people.journals.copy = async (...asked) => {
    const last = await people.journals.copy(...asked);
    if (!isSaid) await people.journals.append(owner, [late]);
    isSaid = true;
    return last;
  };
  const journals = { copy, remove: (gone: typeof owner) => people.journals.remove(gone) };
  await joinHub({ ...people, journals }, hub.link(), 'Ada');
  const { entries } = await people.journals.read({ ...owner, accountId: hub.accountId }, 0);
  expect(entries.map(({ entry }) => entry)).toEqual([late]);
  await people.journals.close();
});

test('S11: a join that the hub refuses leaves the guest as it was', async () => {
  const { people, guest, owner } = await openGuest();
  await people.journals.append(owner, [
    { type: 'agenda.unstarred', workshopId: starred.workshopId, talkId: starred.talkId },
  ]);
  hub.refuseJoin = 'invite-expired';
  await expect(joinHub(people, hub.link(), 'Ada')).rejects.toMatchObject({ reason: 'invite-expired' });
  expect(people.registry.list()).toEqual([guest]);
  expect((await people.journals.read(owner, 0)).entries).toHaveLength(1);
  await people.journals.close();
});

test('a pack of a hub that was joined adds its workshop to it, and the account stays', async () => {
  const people = await openPeople(folder);
  const { hub: joined } = await joinHub(people, hub.link(), 'Ada');
  const about = {
    fingerprint: hub.fingerprint,
    publicKey: hub.publicKey,
    name: 'Other',
    address: 'http://x.example',
    rehearsal: true,
  };
  const packed = { workshopId: hub.workshopId, slug: 'sample', rev: 1 };
  expect(await notePacked(people.registry, { hub: about }, packed, 'Guest')).toBe(true);
  expect(people.registry.list()).toEqual([{ ...joined, packed: [packed] }]);
  expect(await notePacked(people.registry, { hub: about }, packed, 'Guest')).toBe(false);
});
