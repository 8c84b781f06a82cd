import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HubRegistry } from '#electron/people/HubRegistry.ts';
import { joinHub } from '#electron/people/joinHub.ts';
import { type LeaveParts, leaveHub } from '#electron/people/leaveHub.ts';
import { Journals } from '#electron/sync/Journals.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { FakeHub } from '../support/FakeHub.ts';
import { log, newFolder, openPeople } from '../support/parts.ts';

let hub: FakeHub;
let other: FakeHub;
let folder: string;
beforeEach(async () => {
  hub = await FakeHub.start();
  other = await FakeHub.start();
  folder = await newFolder();
});
afterEach(async () => {
  await hub.stop();
  await other.stop();
});

const unstarred = {
  type: 'agenda.unstarred',
  workshopId: '0190a000-0000-7000-8000-000000000001',
  talkId: '0190a000-0000-7000-8000-000000000002',
} as const;

/** Main's services with two hubs joined, each with a journal. */
async function openBoth() {
  const people = await openPeople(folder);
  const journals = new Journals({
    folder: join(folder, 'journal'),
    log,
    clock: Date.now,
    onAppended: () => undefined,
  });
  for (const one of [hub, other]) {
    const { hub: joined } = await joinHub(people, one.link(), null);
    await journals.append({ hub: joined.fingerprint, accountId: joined.account.id }, [unstarred]);
  }
  const removed: string[] = [];
  const allowed: string[] = [];
  const forgotten: string[] = [];
  const parts: LeaveParts = {
    ...people,
    journals,
    grants: {
      allow: async (of, grants) => {
        allowed.push(`${of} ${grants.length}`);
      },
    },
    packs: {
      forgetHub: async (of) => {
        forgotten.push(of);
      },
    },
    downloader: {
      remove: async (which) => {
        for (const one of [hub, other]) {
          if (which({ hub: one.fingerprint } as RenditionRef)) removed.push(one.fingerprint);
        }
      },
    },
  };
  return { people, journals, parts, removed, allowed, forgotten };
}

test('S12: leaving removes recordings, tokens, journal and entry of that hub, and of no other', async () => {
  const { people, journals, parts, removed, allowed, forgotten } = await openBoth();
  await leaveHub(parts, hub.fingerprint);
  expect(removed).toEqual([hub.fingerprint]);
  expect(forgotten).toEqual([hub.fingerprint]);
  expect(allowed).toEqual([`${hub.fingerprint} 0`]);
  expect(people.registry.list().map(({ fingerprint }) => fingerprint)).toEqual([other.fingerprint]);
  expect((await HubRegistry.open(folder, log)).list()).toHaveLength(1);
  expect(people.secrets.refreshToken(hub.fingerprint)).toBeNull();
  expect(people.secrets.refreshToken(other.fingerprint)).not.toBeNull();
  expect(await readFile(join(folder, 'secrets.json'), 'utf8')).not.toContain(hub.fingerprint);
  const files = await readdir(join(folder, 'journal'));
  expect(files.filter((file) => file.startsWith(hub.fingerprint))).toEqual([]);
  expect(files.filter((file) => file.startsWith(other.fingerprint))).toHaveLength(1);
  await journals.close();
});

test('A2: no access token of a hub that was left is handed out', async () => {
  const { people, journals, parts } = await openBoth();
  await leaveHub(parts, hub.fingerprint);
  await expect(people.tokens.access(hub.fingerprint)).rejects.toMatchObject({ reason: 'not-found' });
  await journals.close();
});

test('S12: leaving that was cut short can be asked for again', async () => {
  const { people, journals, parts } = await openBoth();
  const failing = {
    ...parts,
    journals: { remove: () => Promise.reject(new Error('the power went')) },
  };
  await expect(leaveHub(failing, hub.fingerprint)).rejects.toThrow('the power went');
  expect(people.registry.list()).toHaveLength(2);
  await leaveHub(parts, hub.fingerprint);
  expect(people.registry.list()).toHaveLength(1);
  await journals.close();
});

test('a hub that was joined anew after leaving has an empty journal', async () => {
  const { people, journals, parts } = await openBoth();
  await leaveHub(parts, hub.fingerprint);
  const { hub: joined } = await joinHub(people, hub.link(), null);
  const owner = { hub: joined.fingerprint, accountId: joined.account.id };
  expect((await journals.read(owner, 0)).entries).toEqual([]);
  await journals.close();
});

test('leaving a hub that was never joined is refused as not-found', async () => {
  const { journals, parts } = await openBoth();
  await expect(leaveHub(parts, 'x'.repeat(43))).rejects.toMatchObject({ reason: 'not-found' });
  await journals.close();
});
