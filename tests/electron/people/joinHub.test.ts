import { generateKeyPairSync } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HubRegistry } from '#electron/people/HubRegistry.ts';
import { joinHub } from '#electron/people/joinHub.ts';
import { http } from '#shared/contracts/http.ts';
import { FakeHub } from '../support/FakeHub.ts';
import { lines, log, newFolder, openPeople } from '../support/parts.ts';
import { startRelay } from '../support/startRelay.ts';

let hub: FakeHub;
let folder: string;
beforeEach(async () => {
  hub = await FakeHub.start();
  folder = await newFolder();
});
afterEach(() => hub.stop());

test('A1: joining keeps the hub, and the next start knows it', async () => {
  const { hub: joined, changed } = await joinHub(await openPeople(folder), hub.link(), null);
  expect([joined.fingerprint, joined.account.name, changed]).toEqual([hub.fingerprint, 'Ada', true]);
  const again = await HubRegistry.open(folder, log);
  expect(again.list()).toEqual([joined]);
  expect((await joinHub(await openPeople(folder), hub.link(), null)).changed).toBe(false);
});

test('A2: secrets lie in a file that only its owner may read, and in no other', async () => {
  await joinHub(await openPeople(folder), hub.link(), null);
  expect((await stat(join(folder, 'secrets.json'))).mode & 0o777).toBe(0o600);
  for (const name of await readdir(folder)) {
    if (name === 'secrets.json') continue;
    expect(await readFile(join(folder, name), 'utf8')).not.toMatch(/refresh-|access-/);
  }
});

test.each([
  ['malformed', 'https://example.org'],
  ['insecure-address', 'http://192.0.2.7:4000'],
  ['hub-unreachable', 'http://127.0.0.1:9'],
])('a link is refused as %s', async (reason, address) => {
  const link = reason === 'malformed' ? address : hub.link({ address });
  await expect(joinHub(await openPeople(folder), link, null)).rejects.toMatchObject({ reason });
});

test('A1: another key behind the address is refused as hub-changed', async () => {
  const other = await FakeHub.start();
  const link = hub.link({ address: other.address });
  await expect(joinHub(await openPeople(folder), link, null)).rejects.toMatchObject({
    reason: 'hub-changed',
  });
  await other.stop();
});

test('A1: a hub that claims the fingerprint with another key is refused as hub-changed', async () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  hub.description = { publicKey: publicKey.export({ format: 'jwk' }).x };
  const people = await openPeople(folder);
  await expect(joinHub(people, hub.link(), null)).rejects.toMatchObject({ reason: 'hub-changed' });
  expect(hub.counts.join).toBe(0);
});

test('A1: a relay that passes on all that the hub says is refused as hub-changed, and learns nothing', async () => {
  const people = await openPeople(folder);
  const relay = await startRelay(hub.address);
  const link = hub.link({ address: relay.address });
  await expect(joinHub(people, link, null)).rejects.toMatchObject({ reason: 'hub-changed' });
  expect(relay.passed).toEqual(['/v1/hub', '/v1/prove']);
  expect(await readdir(folder)).toEqual([]);

  await joinHub(people, hub.link(), null);
  await expect(joinHub(people, link, null)).rejects.toMatchObject({ reason: 'hub-changed' });
  expect((await HubRegistry.open(folder, log)).get(hub.fingerprint)?.address).toBe(hub.address);
  await relay.stop();
});

test('A1: a relay that has a proof for another address is refused as hub-changed', async () => {
  const relay = await startRelay(hub.address, { provesFor: hub.address });
  const link = hub.link({ address: relay.address });
  await expect(joinHub(await openPeople(folder), link, null)).rejects.toMatchObject({
    reason: 'hub-changed',
  });
  expect([hub.counts.prove, hub.counts.join]).toEqual([1, 0]);
  await relay.stop();
});

test('A1: after a start the hub proves itself before its refresh token is sent, and once', async () => {
  await joinHub(await openPeople(folder), hub.link(), null);
  const { fingerprint } = hub;
  const people = await openPeople(folder);
  const known = people.registry.getOrThrow(fingerprint);
  const other = await FakeHub.start();
  await people.registry.put({ ...known, address: other.address });
  await expect(people.tokens.access(fingerprint)).rejects.toMatchObject({ reason: 'hub-changed' });
  expect([other.counts.prove, other.counts.refresh]).toEqual([1, 0]);
  await other.stop();
  await people.registry.put(known);
  hub.lifetime = 1000;
  await people.tokens.access(fingerprint);
  await people.tokens.access(fingerprint);
  expect([hub.counts.prove, hub.counts.refresh]).toEqual([2, 2]);
});

test('A1: two hubs see different devices, and each the same one again', async () => {
  const other = await FakeHub.start();
  const devices = async (at: FakeHub) => {
    await joinHub(await openPeople(folder), at.link(), null);
    return at.joins.map((body) => http.join.request.parse(JSON.parse(body)).device);
  };
  const [first] = await devices(hub);
  const [elsewhere] = await devices(other);
  expect([first?.id, first?.secret]).not.toContain(elsewhere?.id);
  expect(first?.secret).not.toBe(elsewhere?.secret);
  expect(await devices(hub)).toEqual([first, first]);
  expect(await readFile(join(folder, 'secrets.json'), 'utf8')).not.toContain(first?.secret);
  await other.stop();
});

test('an address that is not a hub is refused as not-a-hub', async () => {
  const page = createServer((_req, res) => res.end('<h1>A web page</h1>'));
  await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', () => resolve()));
  const address = `http://127.0.0.1:${(page.address() as AddressInfo).port}`;
  const join_ = joinHub(await openPeople(folder), hub.link({ address }), null);
  await expect(join_).rejects.toMatchObject({ reason: 'not-a-hub' });
  page.close();
});

test('a hub of another protocol is refused as protocol-mismatch', async () => {
  hub.description = { protocol: 99, clock: 'of another shape' };
  const people = await openPeople(folder);
  await expect(joinHub(people, hub.link(), null)).rejects.toMatchObject({ reason: 'protocol-mismatch' });
});

test('what the hub refuses is passed on by its name', async () => {
  hub.refuseJoin = 'invite-used-up';
  const people = await openPeople(folder);
  await expect(joinHub(people, hub.link(), null)).rejects.toMatchObject({ reason: 'invite-used-up' });
});

test('A2: many callers share one refresh', async () => {
  const people = await openPeople(folder);
  hub.lifetime = 20_000;
  await joinHub(people, hub.link(), null);
  const tokens = await Promise.all([1, 2, 3].map(() => people.tokens.access(hub.fingerprint)));
  expect(new Set(tokens.map(({ token }) => token)).size).toBe(1);
  expect(hub.counts.refresh).toBe(1);
});

test('A2: a token is handed out until 30 s before its end', async () => {
  let now = Date.now();
  const people = await openPeople(folder, () => now);
  await joinHub(people, hub.link(), null);
  const first = await people.tokens.access(hub.fingerprint);
  now += 560_000;
  expect(await people.tokens.access(hub.fingerprint)).toEqual(first);
  now += 15_000;
  expect((await people.tokens.access(hub.fingerprint)).token).not.toBe(first.token);
});

test('a damaged list of hubs is set aside by name and the app goes on', async () => {
  await writeFile(join(folder, 'hubs.json'), '[{"fingerprint": 7}]');
  const registry = await HubRegistry.open(folder, log);
  expect(registry.list()).toEqual([]);
  expect((await readdir(folder)).some((name) => name.startsWith('hubs.json.damaged-'))).toBe(true);
  expect(lines.some((line) => line.startsWith('damaged-file:'))).toBe(true);
});
