import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { newId } from '#server/store/newId.ts';
import { UPLOAD_LIMIT, type UploadTarget } from '#shared/recordings/upload.ts';
import { mountSmallDisk } from '#tests/support/smallDisk.ts';
import { TusSender, uploadMetadata } from '#tests/support/TusSender.ts';
import { talk } from '../../sampleRows.ts';
import { InProcessHub } from '../../sync/InProcessHub.ts';
import { address, fileName, handed, hasCome, hub, ids, ofTalk, sender, someone } from './uploadHub.ts';

describe('an upload', () => {
  test('goes in parts, says how much has come, and is handed over once when it is whole', async () => {
    const bytes = randomBytes(300_000);
    const [id, tus] = [randomUUID(), sender('speaker')];
    const announced = await tus.announce(ofTalk(), bytes.length, id);
    expect([announced.status, announced.headers.get('location')]).toEqual([201, `${tus.path}/${id}`]);
    const first = await tus.patch(id, 0, bytes.subarray(0, 100_000));
    expect([first.status, first.headers.get('upload-offset')]).toEqual([204, '100000']);
    const asked = await tus.head(id);
    expect([asked.status, asked.headers.get('upload-offset'), asked.headers.get('upload-length')]).toEqual([
      200,
      '100000',
      '300000',
    ]);
    expect(handed.filter(({ uploadId }) => uploadId === id)).toEqual([]);
    expect((await tus.patch(id, 100_000, bytes.subarray(100_000))).status).toBe(204);
    const { accountId } = someone('speaker');
    const [file, ...more] = handed.filter(({ uploadId }) => uploadId === id);
    expect(more).toEqual([]);
    const { workshopId } = ids;
    expect(file).toMatchObject({ workshopId, accountId, target: ofTalk(), size: bytes.length });
    expect(await readFile(file?.path ?? '')).toEqual(bytes);
    expect((await tus.head(id)).headers.get('upload-offset')).toBe('300000');
    expect((await tus.patch(id, 300_000, '')).refused).toBe('already-done');
    expect((await tus.giveUp(id)).refused).toBe('already-done');
    expect((await tus.announce(ofTalk(), bytes.length, id)).status).toBe(201);
    expect(handed.filter(({ uploadId }) => uploadId === id)).toHaveLength(1);
  });

  test('answers as tus does, and to pages as the hub does: tus’ own CORS is off', async () => {
    const tus = sender('organizer');
    const { headers } = await tus.announce(ofTalk(), 10);
    expect(headers.get('tus-resumable')).toBe('1.0.0');
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    const page = await tus.ask('POST', tus.path, { origin: 'https://elsewhere.example' });
    expect([page.status, page.refused]).toEqual([403, 'wrong-origin']);
  });

  test('whose next bytes do not fit to the last is refused with 409, and nothing of it is written', async () => {
    const [id, tus] = [randomUUID(), sender('organizer')];
    await tus.announce(ofTalk(), 1000, id);
    await tus.patch(id, 0, randomBytes(400));
    for (const offset of [0, 399, 401, 1000]) {
      expect((await tus.patch(id, offset, randomBytes(10))).status).toBe(409);
    }
    expect((await tus.patch(id, 400, randomBytes(601))).refused).toBe('too-large');
    expect((await tus.head(id)).headers.get('upload-offset')).toBe('400');
  });

  test('is announced again without harm: the same id answers the place it has, and keeps what came', async () => {
    const [id, tus] = [randomUUID(), sender('speaker')];
    const answers = await Promise.all([1, 2, 3].map(() => tus.announce(ofTalk(), 1000, id)));
    await tus.patch(id, 0, randomBytes(600));
    answers.push(await tus.announce(ofTalk(), 1000, id));
    for (const { status, headers } of answers) {
      expect([status, headers.get('location')]).toEqual([201, `${tus.path}/${id}`]);
    }
    expect((await tus.head(id)).headers.get('upload-offset')).toBe('600');
    expect((await tus.announce(ofTalk(), 1001, id)).refused).toBe('already-done');
    expect((await sender('organizer').announce(ofTalk(), 1000, id)).refused).toBe('already-done');
  });

  test('that is given up is gone with its bytes, and its id is free', async () => {
    const [id, tus] = [randomUUID(), sender('speaker')];
    await tus.announce(ofTalk(), 1000, id);
    await tus.patch(id, 0, randomBytes(600));
    expect((await tus.giveUp(id)).status).toBe(204);
    expect([(await tus.head(id)).status, (await tus.giveUp(id)).refused]).toEqual([404, 'not-found']);
    expect(await readdir(hub.traffic.uploads.folder)).not.toContain(id);
    await tus.announce(ofTalk(), 1000, id);
    expect((await tus.head(id)).headers.get('upload-offset')).toBe('0');
  });

  test('two at once of one account end each with its own bytes', async () => {
    const tus = sender('organizer');
    const sent = [randomBytes(3_000_000), randomBytes(2_000_000)].map((bytes) => ({
      id: randomUUID(),
      bytes,
    }));
    await Promise.all(sent.map(({ id, bytes }) => tus.announce(ofTalk(), bytes.length, id)));
    await Promise.all(sent.map(({ id, bytes }) => tus.patch(id, 0, bytes)));
    for (const { id, bytes } of sent) {
      const file = handed.find(({ uploadId }) => uploadId === id);
      expect((await readFile(file?.path ?? '')).equals(bytes)).toBe(true);
    }
  });

  test('goes on where a connection broke', async () => {
    const bytes = randomBytes(2_000_000);
    const [id, tus] = [randomUUID(), sender('organizer')];
    await tus.announce(ofTalk(), bytes.length, id);
    async function* broken() {
      yield bytes.subarray(0, 700_000);
      await hasCome(id, 1);
      throw new Error('the network is gone');
    }
    await expect(tus.patch(id, 0, broken())).rejects.toThrow();
    const came = Number((await tus.head(id)).headers.get('upload-offset'));
    expect(came).toBeLessThanOrEqual(700_000);
    expect((await tus.patch(id, came, bytes.subarray(came))).status).toBe(204);
    const file = handed.find(({ uploadId }) => uploadId === id);
    expect((await readFile(file?.path ?? '')).equals(bytes)).toBe(true);
  });
});

test('an upload that came with its announcement, and broke, goes on where it broke', async () => {
  const bytes = randomBytes(2_000_000);
  const [id, tus] = [randomUUID(), sender('organizer')];
  const announcement = {
    'upload-length': String(bytes.length),
    'upload-metadata': uploadMetadata(id, ofTalk()),
    'content-type': 'application/offset+octet-stream',
  };
  async function* broken() {
    yield bytes.subarray(0, 700_000);
    await hasCome(id, 1);
    throw new Error('the network is gone');
  }
  await expect(tus.ask('POST', tus.path, announcement, broken())).rejects.toThrow();
  expect((await tus.announce(ofTalk(), bytes.length, id)).status).toBe(201);
  const came = Number((await tus.head(id)).headers.get('upload-offset'));
  expect(came).toBeGreaterThan(0);
  expect((await tus.patch(id, came, bytes.subarray(came))).status).toBe(204);
  const file = handed.find(({ uploadId }) => uploadId === id);
  expect((await readFile(file?.path ?? '')).equals(bytes)).toBe(true);
});

describe('what is refused before its first byte', () => {
  test('a file of 0 bytes, as wrong-file', async () => {
    expect(await sender('organizer').announce(ofTalk(), 0)).toMatchObject({
      status: 415,
      refused: 'wrong-file',
    });
  });

  test('a file over the limit of its kind, as too-large', async () => {
    const tus = sender('organizer');
    const photo: UploadTarget = { what: 'photo', personId: ids.personId, fileName };
    expect((await tus.announce(ofTalk(), UPLOAD_LIMIT + 1)).refused).toBe('too-large');
    expect((await tus.announce(photo, 40 * 1024 ** 2)).refused).toBe('too-large');
  });

  test('more uploads than an account may have unfinished, as too-many', async () => {
    const busy = await hub.someone('organizer', [ids.workshopId]);
    const tus = new TusSender(address, ids.workshopId, busy.token);
    const answers = [];
    for (let n = 0; n < 51; n += 1) answers.push((await tus.announce(ofTalk(), 100)).refused);
    expect(answers.filter((one) => one !== null)).toEqual(['too-many']);
  });

  test('ids, lengths and targets that are none, as malformed; none becomes a path', async () => {
    const tus = sender('organizer');
    const good = { 'upload-length': '10', 'upload-metadata': uploadMetadata(randomUUID(), ofTalk()) };
    const metadata = (id: string, target: unknown = ofTalk()) => ({
      ...good,
      'upload-metadata': uploadMetadata(id, target),
    });
    const wrong: readonly Record<string, string>[] = [
      metadata('../../evil'),
      metadata('..'),
      metadata(''),
      metadata(randomUUID().toUpperCase()),
      metadata(`${randomUUID()}/../x`),
      metadata(`${randomUUID()}\0`),
      metadata(randomUUID(), 'not JSON'),
      metadata(randomUUID(), { what: 'recording', of: { kind: 'talk', talkId: '../x' }, fileName }),
      metadata(randomUUID(), { ...ofTalk(), fileName: 'x'.repeat(300) }),
      metadata(randomUUID(), { what: 'anything', fileName }),
      { 'upload-length': '10' },
      { ...good, 'upload-metadata': '' },
      { ...good, 'upload-metadata': 'id,id,target' },
      { ...good, 'upload-length': '-1' },
      { ...good, 'upload-length': '1e3' },
      { ...good, 'upload-length': '' },
      { 'upload-metadata': good['upload-metadata'], 'upload-defer-length': '1' },
      { ...good, 'tus-resumable': '0.2.0' },
    ];
    const before = await readdir(hub.traffic.uploads.folder);
    for (const headers of wrong) {
      const { refused } = await tus.ask('POST', tus.path, headers);
      expect([headers, refused]).toEqual([headers, 'malformed']);
    }
    expect(await readdir(hub.traffic.uploads.folder)).toEqual(before);
    for (const id of ['..%2f..%2fhub.db', '%2e%2e', '..', 'hub.db', `${randomUUID()}%00`, '']) {
      for (const method of ['HEAD', 'PATCH', 'DELETE']) {
        const { status } = await tus.ask(method, `${tus.path}/${id}`, { 'upload-offset': '0' });
        expect([method, id, status]).toEqual([method, id, 404]);
      }
    }
  });

  test('bytes that are sent whole before the refusal is read do not keep the hub’s connection', async () => {
    const tus = sender('attendee');
    const { hostname, port } = new URL(address);
    const socket = connect(Number(port), hostname);
    const body = Buffer.alloc(256 * 1024);
    socket.write(
      `PATCH ${tus.path}/${randomUUID()} HTTP/1.1\r\nHost: hub\r\nLectern-Protocol: 1\r\n` +
        `Authorization: Bearer ${someone('attendee').token}\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n` +
        `Content-Type: application/offset+octet-stream\r\nContent-Length: ${2 ** 40}\r\n\r\n`,
    );
    socket.on('error', () => undefined);
    const said: Buffer[] = [];
    socket.on('data', (bytes: Buffer) => said.push(bytes));
    const sending = setInterval(() => socket.write(body), 5);
    await new Promise((resolve) => socket.once('close', resolve));
    clearInterval(sending);
    expect(Buffer.concat(said).toString()).toMatch(/^HTTP\/1.1 404/);
  });
});

test('of an upload nothing can be read by those who send none: not its name, not its bytes', async () => {
  const [id, tus] = [randomUUID(), sender('organizer')];
  await tus.announce(ofTalk(), 1000, id);
  await tus.patch(id, 0, randomBytes(500));
  const { mode } = await stat(hub.traffic.uploads.folder);
  expect(mode & 0o077).toBe(0);
});

test('a disk that is full in the middle is named, and the upload goes on from there when there is room', async (context) => {
  const disk = mountSmallDisk(30);
  // Without the right to mount there is no disk to fill.
  if (disk === null) return context.skip('this process may not mount a disk');
  onTestFinished(() => disk.unmount());
  const small = await InProcessHub.start({ data: disk.folder });
  onTestFinished(() => small.close());
  const workshopId = await small.workshop('small');
  const organizer = await small.someone('organizer', [workshopId]);
  const talkId = newId();
  await small.store.write(workshopId, (tx) => tx.put('talk', talkId, talk()));
  const [id, tus] = [randomUUID(), new TusSender(await small.listen(), workshopId, organizer.token)];
  const bytes = randomBytes(8_000_000);
  expect((await tus.announce(ofTalk(talkId), bytes.length, id)).status).toBe(201);
  async function* filling() {
    yield bytes.subarray(0, 1_000_000);
    const came = async () => (await stat(small.traffic.uploads.pathOf(id))).size;
    await expect.poll(came).toBeGreaterThan(0);
    disk?.fill();
    yield bytes.subarray(1_000_000);
  }
  expect(await tus.patch(id, 0, filling())).toMatchObject({ status: 507, refused: 'disk-full' });
  const came = Number((await tus.head(id)).headers.get('upload-offset'));
  expect(came).toBeLessThan(bytes.length);
  expect((await tus.patch(id, came, bytes.subarray(came))).refused).toBe('disk-full');
  disk.clear();
  expect((await tus.patch(id, came, bytes.subarray(came))).status).toBe(204);
  expect((await readFile(small.traffic.uploads.pathOf(id))).equals(bytes)).toBe(true);
});
