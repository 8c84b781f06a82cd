import { readdir, readFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fetchSnapshot } from '#electron/packs/fetchSnapshot.ts';
import { PackShelf } from '#electron/packs/PackShelf.ts';
import { PACK_SIGNATURE_HEADER } from '#shared/packs/pack.ts';
import { openPeople } from '../support/people.ts';
import { newFolder, SampleHub } from './SampleHub.ts';

/** Asks a server that answers so, as a member of the sample hub. */
async function fetchFrom(hub: SampleHub, answer: RequestListener, stall = 15_000) {
  const server = createServer(answer);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const folder = await newFolder();
  const { client, registry } = await openPeople(folder);
  const { fingerprint, publicKey, name, rehearsal } = hub.about();
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const account = { id: crypto.randomUUID(), name: 'A member' };
  const rest = { pin: null, guest: false, packed: [], memberships: [] };
  await registry.put({ fingerprint, publicKey, name, rehearsal, address, account, ...rest });
  const tokens = { access: async () => ({ token: 'a', expires: '2030-01-01T00:00:00Z' }) };
  const shelf = new PackShelf(join(folder, 'packs'));
  const at = { hub: hub.fingerprint, workshopId: hub.workshopId };
  const options = { client, registry, tokens, shelf, folder: join(folder, 'packs'), stall };
  return { fetching: fetchSnapshot(options, at), shelf, at, folder };
}

const answering =
  (hub: SampleHub, lines: Buffer, signed: unknown = hub.sign(hub.lines())): RequestListener =>
  (_request, response) => {
    response.setHeader(PACK_SIGNATURE_HEADER, JSON.stringify(signed));
    response.end(lines);
  };

test('M7: the snapshot of a hub is verified, then stored', async () => {
  const hub = new SampleHub();
  const { fetching } = await fetchFrom(hub, answering(hub, hub.lines()));
  const { path, signed } = await fetching;
  expect(await readFile(path)).toEqual(hub.lines());
  expect(signed.signed).toBe(hub.signedAt);
});

test.each([
  [
    'other lines than were signed',
    'damaged',
    (hub: SampleHub) => answering(hub, Buffer.from(hub.lines().toString().replace('sample', 'simple'))),
  ],
  [
    'more lines than were signed',
    'damaged',
    (hub: SampleHub) => answering(hub, Buffer.concat([hub.lines(), hub.lines()])),
  ],
  [
    'lines that are cut off',
    'hub-unreachable',
    (hub: SampleHub) => answering(hub, hub.lines().subarray(0, 9)),
  ],
  [
    'the signature of another hub',
    'damaged',
    (hub: SampleHub) =>
      answering(hub, hub.lines(), new SampleHub().sign(hub.lines(), { workshopId: hub.workshopId })),
  ],
  [
    'another workshop',
    'damaged',
    (hub: SampleHub) =>
      answering(hub, hub.lines(), hub.sign(hub.lines(), { workshopId: crypto.randomUUID() })),
  ],
  ['no signature', 'not-a-hub', (hub: SampleHub) => answering(hub, hub.lines(), null)],
  [
    'a body that stops',
    'hub-unreachable',
    (hub: SampleHub): RequestListener =>
      (_request, response) => {
        response.setHeader(PACK_SIGNATURE_HEADER, JSON.stringify(hub.sign(hub.lines())));
        response.write(hub.lines().subarray(0, 9));
      },
    300,
  ],
] as const)(
  'M7: a hub that sends %s is refused as %s, and nothing is stored',
  async (_what, reason, answer, stall?: number) => {
    const hub = new SampleHub();
    const { fetching, shelf, at, folder } = await fetchFrom(hub, answer(hub), stall);
    await expect(fetching).rejects.toMatchObject({ reason });
    expect(await shelf.find(at)).toBeNull();
    expect(await readdir(join(folder, 'packs')).catch(() => [])).toEqual([]);
  },
);
