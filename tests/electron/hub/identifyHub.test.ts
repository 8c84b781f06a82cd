import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { identifyHub } from '#electron/hub/probeHub.ts';
import { FakeHub } from '../support/FakeHub.ts';
import { newFolder, openPeople } from '../support/parts.ts';
import { startRelay } from '../support/startRelay.ts';

let hub: FakeHub;
beforeEach(async () => {
  hub = await FakeHub.start();
});
afterEach(() => hub.stop());

const clientHere = async () => (await openPeople(await newFolder())).client;

test('A1: an address is told by the key that it proves to hold, and nothing is joined', async () => {
  const found = await identifyHub(await clientHere(), hub.address, null);
  expect(found.fingerprint).toBe(hub.fingerprint);
  expect(hub.counts.join).toBe(0);
});

test('A1: what claims the key of another hub is refused as hub-changed', async () => {
  const { publicKey } = generateKeyPairSync('ed25519');
  hub.description = { publicKey: publicKey.export({ format: 'jwk' }).x };
  await expect(identifyHub(await clientHere(), hub.address, null)).rejects.toMatchObject({
    reason: 'hub-changed',
  });
});

test('A1: a relay in front of a hub is refused as hub-changed', async () => {
  const relay = await startRelay(hub.address);
  await expect(identifyHub(await clientHere(), relay.address, null)).rejects.toMatchObject({
    reason: 'hub-changed',
  });
  await relay.stop();
});

test('A6: an address that others could read along is not asked', async () => {
  await expect(identifyHub(await clientHere(), 'http://192.0.2.7:4000', null)).rejects.toMatchObject({
    reason: 'insecure-address',
  });
});
