import { X509Certificate } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, request, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { io } from 'socket.io-client';
import { expect, onTestFinished, test } from 'vitest';
import { pinOf } from '#electron/hub/certificates.ts';
import { joinHub } from '#electron/people/joinHub.ts';
import { HubMedia } from '#electron/recordings/HubMedia.ts';
import { trustOwnCertificate } from '#server/http/certificate.ts';
import { makeCertificate, type PemPair } from '#server/http/makeCertificate.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '#shared/contracts/protocol.ts';
import { formatInviteLink, type InviteLink, parseInviteLink } from '#shared/people/inviteLink.ts';
import { FakeHub } from '#tests/electron/support/FakeHub.ts';
import { newFolder, openPeople } from '#tests/electron/support/parts.ts';
import { temporaryFolder } from '#tests/server/testStore.ts';
import { type HubOptions, startHub } from '#tests/support/startHub.ts';

const mismatch = { reason: 'certificate-mismatch' };
const pinOfPem = ({ cert }: PemPair): string => pinOf(new X509Certificate(cert).raw);

function linkOf(text: string): InviteLink {
  const link = parseInviteLink(text);
  if (!link) throw new Error('no invite link');
  return link;
}

async function ownHub(options: HubOptions = {}) {
  const hub = await startHub({ ...options, env: { LECTERN_TLS: 'own', ...options.env } });
  onTestFinished(async () => {
    await hub.stop();
  });
  return hub;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('A6: a hub with its own certificate is joined by the pin of its invite, and speaks https and wss alone', async () => {
  const hub = await ownHub();
  const link = linkOf(hub.invites.attendee);
  expect(link.address).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  const cert = await readFile(join(hub.dataFolder, 'tls', 'certificate.pem'), 'utf8');
  expect(link.pin).toBe(pinOf(new X509Certificate(cert).raw));

  const folder = await newFolder();
  const people = await openPeople(folder);
  const { hub: joined } = await joinHub(people, hub.invites.attendee, 'Ada');
  expect(joined).toMatchObject({ address: link.address, pin: link.pin });
  const again = await openPeople(folder);
  expect(again.registry.list()).toEqual([joined]);

  const { token } = await again.tokens.access(joined.fingerprint);
  const { reply } = await again.client.request(joined.address, 'workshops', { token });
  expect(reply.workshops).toHaveLength(5);

  const socket = io(joined.address, {
    transports: ['websocket'],
    auth: { protocol: PROTOCOL, token },
    ca: cert,
  });
  onTestFinished(() => void socket.close());
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  await expect(fetch(joined.address.replace('https:', 'http:'))).rejects.toThrow('fetch failed');
});

test('A6: a link with another pin, or with none, is refused as certificate-mismatch, and leaves nothing behind', async () => {
  const hub = await ownHub();
  const link = linkOf(hub.invites.attendee);
  const folder = await newFolder();
  const people = await openPeople(folder);
  for (const pin of ['A'.repeat(43), null]) {
    await expect(joinHub(people, formatInviteLink({ ...link, pin }), 'Ada')).rejects.toMatchObject(mismatch);
  }
  expect(people.registry.list()).toEqual([]);
  expect((await joinHub(people, hub.invites.attendee, 'Ada')).changed).toBe(true);
});

test('A6: a hub that comes back with another certificate is refused by every request until a new invite names that one', async () => {
  const hub = await ownHub();
  const people = await openPeople(await newFolder());
  const { hub: joined } = await joinHub(people, hub.invites.attendee, 'Ada');
  const { fingerprint, address } = joined;
  const held = await people.tokens.access(fingerprint);

  await hub.terminate();
  await rm(join(hub.dataFolder, 'tls'), { recursive: true });
  await hub.restart();
  await expect(people.client.request(address, 'hub')).rejects.toMatchObject(mismatch);
  const signal = AbortSignal.timeout(5_000);
  const bytes = people.client.bytes(address, '/v1/blob', { token: held.token, signal });
  await expect(bytes).rejects.toMatchObject(mismatch);
  await expect(people.tokens.access(fingerprint)).rejects.toMatchObject(mismatch);
  await expect(
    joinHub(people, formatInviteLink({ ...linkOf(hub.invites.attendee), pin: joined.pin }), null),
  ).rejects.toMatchObject(mismatch);
  expect(people.registry.getOrThrow(fingerprint).pin).toBe(joined.pin);

  const { hub: renewed, changed } = await joinHub(people, hub.invites.attendee, null);
  expect([renewed.fingerprint, changed, renewed.pin === joined.pin]).toEqual([fingerprint, true, false]);
  const { token } = await people.tokens.access(fingerprint);
  expect((await people.client.request(address, 'workshops', { token })).reply.workshops).toHaveLength(5);
}, 120_000);

test('A6: who stands between with a certificate of their own cannot pass on the hub’s proof, and no pin is changed', async () => {
  const theirs = await makeCertificate(null);
  const passed: string[] = [];
  const upstream = { address: '', ca: '' };
  const relay = createServer(theirs, (asked, answer) => {
    passed.push(asked.url ?? '');
    const url = new URL(asked.url ?? '/', upstream.address);
    const { method, headers } = asked;
    const onward = request(url, { method, headers, ca: upstream.ca }, (got) => {
      answer.writeHead(got.statusCode ?? 500, got.headers);
      got.pipe(answer);
    });
    asked.pipe(onward);
  });
  const between = await listen(relay);
  const dataFolder = await temporaryFolder();
  // The hub is to be reached at the address where they stand, as on a network that they hold.
  const hub = await ownHub({ dataFolder, env: { LECTERN_ADDRESS: between } });
  upstream.address = hub.address;
  upstream.ca = await readFile(join(dataFolder, 'tls', 'certificate.pem'), 'utf8');
  const link = linkOf(hub.invites.attendee);
  expect(link.address).toBe(between);

  const people = await openPeople(await newFolder());
  const forged = formatInviteLink({ ...link, pin: pinOfPem(theirs) });
  await expect(joinHub(people, forged, 'Ada')).rejects.toMatchObject({ reason: 'hub-changed' });
  expect(passed).toEqual(['/v1/hub', '/v1/prove']);
  await expect(joinHub(people, hub.invites.attendee, 'Ada')).rejects.toMatchObject(mismatch);
  expect(passed).toEqual(['/v1/hub', '/v1/prove']);
  expect(people.registry.list()).toEqual([]);
});

test('A6: a certificate that an authority of this computer vouches for opens no hub that has another pin', async () => {
  const before = getCACertificates('default');
  const trusted = await makeCertificate(null);
  setDefaultCACertificates([...before, trusted.cert]);
  onTestFinished(() => setDefaultCACertificates(before));
  const hub = await FakeHub.start(trusted);
  onTestFinished(() => hub.stop());
  const pinned = await openPeople(await newFolder());
  await expect(joinHub(pinned, hub.link({ pin: 'A'.repeat(43) }), null)).rejects.toMatchObject(mismatch);
  const { reply } = await pinned.client.request(hub.address, 'hub', { pin: null });
  expect(reply.fingerprint).toBe(hub.fingerprint);
});

test('A6: a pinned certificate that has expired, or begins later, is refused as certificate-mismatch', async () => {
  const day = 86_400_000;
  const now = Date.now();
  for (const life of [
    { from: now - 2 * day, to: now - day },
    { from: now + day, to: now + 2 * day },
  ]) {
    const hub = await FakeHub.start(await makeCertificate(null, life));
    const people = await openPeople(await newFolder());
    await expect(joinHub(people, hub.link(), null)).rejects.toMatchObject(mismatch);
    expect(hub.joins).toEqual([]);
    await hub.stop();
  }
});

test('a command beside a hub with its own certificate reaches it over https by that certificate', async () => {
  const before = getCACertificates('default');
  onTestFinished(() => setDefaultCACertificates(before));
  const hub = await ownHub();
  const settings = { data: hub.dataFolder, address: null, tls: { kind: 'own' } } as const;
  await expect(fetch(`${hub.address}/v1/hub`)).rejects.toThrow('fetch failed');
  await trustOwnCertificate(settings);
  const answer = await fetch(`${hub.address}/v1/hub`, { headers: { [PROTOCOL_HEADER]: String(PROTOCOL) } });
  expect(answer.status).toBe(200);
});

test('A6: NODE_TLS_REJECT_UNAUTHORIZED turns no verification off', async () => {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
  onTestFinished(() => {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
  });
  const now = Date.now();
  const expired = await makeCertificate(null, { from: now - 2_000_000, to: now - 1_000_000 });
  for (const pin of [pinOfPem(expired), null]) {
    const hub = await FakeHub.start(expired);
    const people = await openPeople(await newFolder());
    await expect(joinHub(people, hub.link({ pin }), null)).rejects.toMatchObject(mismatch);
    await hub.stop();
  }
});

test('A6: recordings of a pinned hub are fetched by its pin, and a proof is asked for where the window saw another certificate', async () => {
  const hub = await FakeHub.start(await makeCertificate(null));
  onTestFinished(() => hub.stop());
  const people = await openPeople(await newFolder());
  await joinHub(people, hub.link(), null);
  const ref = hub.addRendition(300_000);
  const media = new HubMedia({ ...people, stall: 2_000 });
  const read = await media.range(ref, { start: 0, end: 299_999 }, 300_000);
  expect(Buffer.concat(read.parts).equals(ref.bytes)).toBe(true);

  const proofs = hub.counts.prove;
  await people.tokens.access(hub.fingerprint);
  expect(hub.counts.prove).toBe(proofs);
  const shown = { pin: 'other', validFrom: 0, validTo: Number.MAX_SAFE_INTEGER };
  expect(people.pins.judge('127.0.0.1', shown)).toBe('mismatch');
  await people.tokens.access(hub.fingerprint);
  expect(hub.counts.prove).toBe(proofs + 1);
  await people.tokens.access(hub.fingerprint);
  expect(hub.counts.prove).toBe(proofs + 1);
});

test('A6: a hub with a certificate from files, of an authority that no app knows, is joined by its pin', async () => {
  const folder = await temporaryFolder();
  const pair = await makeCertificate(null);
  await writeFile(join(folder, 'c.pem'), pair.cert);
  await writeFile(join(folder, 'k.pem'), pair.key);
  const files = { LECTERN_TLS_CERT: join(folder, 'c.pem'), LECTERN_TLS_KEY: join(folder, 'k.pem') };
  const hub = await startHub({ env: files });
  onTestFinished(async () => {
    await hub.stop();
  });
  expect(linkOf(hub.invites.attendee).pin).toBe(pinOfPem(pair));
  const people = await openPeople(await newFolder());
  expect((await joinHub(people, hub.invites.attendee, 'Ada')).hub.pin).toBe(pinOfPem(pair));
});
