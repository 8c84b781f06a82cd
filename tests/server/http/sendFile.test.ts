import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { newId } from '#server/store/newId.ts';
import { httpBytes, httpPath } from '#shared/contracts/http.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '#shared/contracts/protocol.ts';
import { contents, recording, talk, workshop } from '../sampleRows.ts';
import { InProcessHub, type Someone } from '../sync/InProcessHub.ts';

const SIZE = 12 * 1024 ** 2 + 321;
let hub: InProcessHub;
let address: string;
let attendee: Someone;
const files: { readonly path: string; readonly hash: string }[] = [];

beforeAll(async () => {
  hub = await InProcessHub.start();
  address = await hub.listen();
  const workshopId = await hub.workshop('here');
  const [talkId, recordingId] = [newId(), newId()];
  const slides = [randomBytes(SIZE), randomBytes(SIZE)];
  const folder = await mkdtemp(join(tmpdir(), 'lectern-send-'));
  const file = join(folder, 'file');
  for (const bytes of slides) {
    await writeFile(file, bytes);
    const hash = await hub.renditions.importBlob(file, 'application/pdf');
    files.push({ path: httpPath(httpBytes.blob, { workshopId, recordingId, hash }), hash });
  }
  await rm(folder, { recursive: true });
  await hub.store.write(workshopId, async (tx) => {
    await tx.put('workshop', workshopId, workshop());
    await tx.put('talk', talkId, talk());
    await tx.put('recording', recordingId, recording(talkId));
    const captionTracks = files.map(({ hash }, n) => ({ language: `a${n}`, hash }));
    await tx.put(
      'recordingContents',
      recordingId,
      contents(recordingId, talkId, { released: true, captionTracks }),
    );
  });
  attendee = await hub.someone('attendee', [workshopId]);
});
afterAll(() => hub.close());

const headers = () => ({ [PROTOCOL_HEADER]: String(PROTOCOL), authorization: `Bearer ${attendee.token}` });

test('M5: what many read at once is each one’s own, although others are cut and their memory is used again', async () => {
  const read = async (n: number): Promise<boolean | null> => {
    const { path, hash } = files[n % files.length] ?? { path: '', hash: '' };
    const answer = await fetch(new URL(path, address), { headers: headers() });
    const digest = createHash('sha256');
    let came = 0;
    for await (const part of answer.body ?? []) {
      digest.update(part);
      came += part.length;
      if (n % 3 === 0 && came > 2_000_000) return null;
      if (n % 4 === 1) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    return came === SIZE && digest.digest('hex') === hash;
  };
  const same = await Promise.all(Array.from({ length: 24 }, (_, n) => read(n)));
  expect(same.filter((one) => one !== null)).toEqual(Array(16).fill(true));
});

test('a connection that breaks frees what its waiting answers hold, those too whose turn had not come', async () => {
  const { media } = hub.renditions;
  const plain = media.read.bind(media);
  const open = { now: 0, most: 0 };
  const spy = vi.spyOn(media, 'read').mockImplementation(async function* (...args) {
    open.now += 1;
    open.most = Math.max(open.most, open.now);
    try {
      yield* plain(...args);
    } finally {
      open.now -= 1;
    }
  });
  const { hostname, port } = new URL(address);
  const socket = connect(Number(port), hostname);
  socket.pause();
  const said = Object.entries({ host: 'hub', ...headers() }).map(([name, value]) => `${name}: ${value}`);
  const ask = files.map(({ path }) => `GET ${path} HTTP/1.1\r\n${said.join('\r\n')}\r\n\r\n`);
  socket.write(ask.join(''));
  await expect.poll(() => open.now).toBe(2);
  socket.destroy();
  await expect.poll(() => open.now).toBe(0);
  expect(open.most).toBe(2);
  spy.mockRestore();
});
