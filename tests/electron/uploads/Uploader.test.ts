import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { joinHub } from '#electron/people/joinHub.ts';
import { makeCertificate } from '#server/http/makeCertificate.ts';
import type { UploadTarget } from '#shared/recordings/upload.ts';
import { newFolder, openPeople } from '../support/people.ts';
import { TusHub } from '../support/TusHub.ts';
import { openUploader, randomFile } from '../support/uploads.ts';

const MB = 1024 * 1024;
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function setUp(over: Parameters<typeof openUploader>[2] & { clock?: () => number } = {}) {
  const tus = await TusHub.start();
  closing.push(() => tus.hub.stop());
  const folder = await newFolder();
  const people = await openPeople(folder, over.clock);
  await joinHub(people, tus.hub.link(), null);
  const uploads = await openUploader(people, folder, over);
  closing.push(() => uploads.uploader.close());
  const target: UploadTarget = {
    what: 'recording',
    of: { kind: 'talk', talkId: randomUUID() },
    fileName: 'talk.mp4',
  };
  const start = async (path: string) => {
    const chosen = await uploads.files.take(path);
    const which = { hub: tus.hub.fingerprint, workshopId: tus.hub.workshopId, target };
    return uploads.uploader.start({ ...which, token: chosen?.token ?? '' });
  };
  return { tus, folder, people, start, target, ...uploads };
}

/** Answers nothing from the second part on, until it is called. */
function holdSecondPart(tus: TusHub): { readonly held: Promise<void>; readonly release: () => void } {
  let parts = 0;
  let isHeld: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    isHeld = resolve;
  });
  tus.fault = (req) => {
    if (req.method !== 'PATCH') return false;
    parts += 1;
    if (parts > 1) isHeld();
    return parts > 1;
  };
  return {
    held,
    release: () => {
      tus.fault = () => false;
    },
  };
}

/** Destroys the connection of the first PATCH once `bytes` of its body have come; `times` times. */
function cutAfter(tus: TusHub, bytes: number, times = 1): void {
  let left = times;
  tus.fault = (req) => {
    if (req.method !== 'PATCH' || left === 0) return false;
    left -= 1;
    let came = 0;
    req.on('data', (piece: Buffer) => {
      came += piece.length;
      if (came >= bytes) req.destroy();
    });
    return false;
  };
}

test('a file is at the hub byte for byte, sent in parts, with its id and target', async () => {
  const { tus, folder, start, state } = await setUp();
  const path = await randomFile(folder, 'a talk.mp4', 40 * MB + 17);
  const upload = await start(path);
  await state('done');
  expect((await tus.received(upload.uploadId)).equals(await readFile(path))).toBe(true);
  expect(tus.asked.map(({ method }) => method)).toEqual(['POST', 'PATCH', 'PATCH', 'PATCH']);
  const info = await readFile(join(tus.folder, `${upload.uploadId}.json`), 'utf8');
  expect(JSON.parse(info).metadata).toMatchObject({ target: JSON.stringify(upload.target) });
});

test('a file of 0 bytes arrives as what it is; what it is worth is the hub’s to say', async () => {
  const { tus, folder, start, state } = await setUp();
  const upload = await start(await randomFile(folder, 'empty.mp4', 0));
  await state('done');
  expect(await tus.received(upload.uploadId)).toHaveLength(0);
});

test('two are sent at once, the third waits for its turn, and progress is told at most four times a second', async () => {
  const { tus, folder, start, said, until } = await setUp();
  const path = await randomFile(folder, 'a.mp4', 48 * MB);
  const uploads = [await start(path), await start(path), await start(path)];
  const ids = uploads.map(({ uploadId }) => uploadId);
  for (const id of ids) await until((one) => one.uploadId === id && one.upload?.state === 'done');
  expect(tus.most).toBe(2);
  for (const id of ids) {
    const own = said.filter(({ uploadId, upload }) => uploadId === id && upload?.state === 'running');
    const gaps = own.slice(2).map(({ at }, i) => at - (own[i + 1]?.at ?? 0));
    for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(245);
  }
});

test('M4: after the app was killed the upload goes on where the hub has it, and little is sent twice', async () => {
  const { tus, folder, start, uploader, people } = await setUp();
  const size = 64 * MB;
  const path = await randomFile(folder, 'killed.mp4', size);
  const { held, release } = holdSecondPart(tus);
  const upload = await start(path);
  await held;
  await uploader.close();
  release();
  const before = tus.bytes;
  const child = spawn(process.execPath, [join(import.meta.dirname, '../support/uploadInChild.ts'), folder], {
    stdio: 'inherit',
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await new Promise<void>((resolve) => {
    tus.fault = (req) => {
      req.on('data', () => tus.bytes - before > 20 * MB && resolve());
      return false;
    };
  });
  child.kill('SIGKILL');
  await gone;
  tus.fault = () => false;
  const again = await openUploader(people, folder);
  closing.push(() => again.uploader.close());
  await again.state('done');
  expect((await tus.received(upload.uploadId)).equals(await readFile(path))).toBe(true);
  expect(tus.bytes - size).toBeLessThan(4 * MB);
});

test('M4: a cut connection waits by name, and goes on by itself from the byte that the hub has', async () => {
  const { tus, folder, start, state } = await setUp({ retry: 50 });
  const path = await randomFile(folder, 'cut.mp4', 30 * MB);
  cutAfter(tus, 5 * MB, 3);
  const upload = await start(path);
  expect((await state('waiting', 2)).upload?.reason).toBe('hub-unreachable');
  await state('done');
  expect((await tus.received(upload.uploadId)).equals(await readFile(path))).toBe(true);
  expect(tus.bytes - 30 * MB).toBeLessThan(4 * MB);
});

test('M4: a hub that starts anew is gone on with as soon as it is known to be back', async () => {
  const { tus, folder, start, state, uploader, said } = await setUp();
  const path = await randomFile(folder, 'restart.mp4', 30 * MB);
  let stopped: Promise<void> | null = null;
  const { port } = tus.hub;
  tus.fault = (req) => {
    req.on('data', () => {
      stopped ??= tus.hub.stop();
    });
    return false;
  };
  const upload = await start(path);
  await state('waiting', 2);
  await stopped;
  tus.fault = () => false;
  await tus.hub.listen(port);
  const from = said.length;
  uploader.hubReached(tus.hub.fingerprint);
  await state('done', from);
  expect((await tus.received(upload.uploadId)).equals(await readFile(path))).toBe(true);
});

test('a hub that answers 500 is asked again until it is well', async () => {
  const { tus, folder, start, state } = await setUp({ retry: 20 });
  const path = await randomFile(folder, 'ill.mp4', MB);
  let ill = 4;
  tus.fault = (_req, res) => {
    if (ill === 0) return false;
    ill -= 1;
    res.writeHead(500);
    res.end('oh');
    return true;
  };
  const upload = await start(path);
  expect((await state('waiting', 2)).upload?.reason).toBe('hub-error');
  await state('done');
  expect(await tus.received(upload.uploadId)).toHaveLength(MB);
});

test('a hub that stalls is given up on, and asked again', async () => {
  const { tus, folder, start, state } = await setUp({ retry: 20, stall: 300 });
  let stalled = false;
  tus.fault = (req) => {
    if (req.method !== 'PATCH' || stalled) return false;
    stalled = true;
    return true;
  };
  const upload = await start(await randomFile(folder, 'slow.mp4', 3 * MB));
  expect((await state('waiting', 2)).upload?.reason).toBe('hub-unreachable');
  await state('done');
  expect(await tus.received(upload.uploadId)).toHaveLength(3 * MB);
});

test('a paused upload stays paused over a restart, and resumes from where the hub has it', async () => {
  const { tus, folder, people, start, uploader } = await setUp();
  const path = await randomFile(folder, 'paused.mp4', 40 * MB);
  const { held, release } = holdSecondPart(tus);
  const upload = await start(path);
  await held;
  await uploader.pause(upload);
  await uploader.close();
  const asked = tus.asked.length;
  const again = await openUploader(people, folder);
  closing.push(() => again.uploader.close());
  expect(again.uploader.list(upload.hub)).toMatchObject([{ uploadId: upload.uploadId, state: 'paused' }]);
  expect(tus.asked).toHaveLength(asked);
  release();
  await again.uploader.resume(upload);
  await again.state('done');
  expect((await tus.received(upload.uploadId)).equals(await readFile(path))).toBe(true);
  expect(tus.bytes).toBe(40 * MB);
});

test('a cancelled upload leaves the list at once and is deleted at the hub, later where it is away', async () => {
  const { tus, folder, start, until, uploader, people } = await setUp();
  const path = await randomFile(folder, 'cancelled.mp4', 20 * MB);
  const { held, release } = holdSecondPart(tus);
  const upload = await start(path);
  await held;
  const { port } = tus.hub;
  await tus.hub.stop();
  await uploader.cancel(upload);
  expect(uploader.list(upload.hub)).toEqual([]);
  await until((one) => one.upload === null);
  await uploader.close();
  expect(await readdir(tus.folder)).toContain(upload.uploadId);
  release();
  await tus.hub.listen(port);
  const again = await openUploader(people, folder, { retry: 50 });
  closing.push(() => again.uploader.close());
  expect(again.uploader.list(upload.hub)).toEqual([]);
  await expect.poll(() => readdir(tus.folder)).not.toContain(upload.uploadId);
  await expect.poll(() => readFile(join(folder, 'uploads.json'), 'utf8')).toBe('[]');
});

const spoil: Record<string, (path: string) => Promise<void>> = {
  'was changed': (path) => appendFile(path, 'more'),
  'is gone': (path) => rm(path),
  'is a folder now': async (path) => {
    await rm(path);
    await mkdir(path);
  },
};

test.each(Object.entries(spoil))(
  'a file that %s since it was chosen fails as file-gone',
  async (_, change) => {
    const { tus, folder, start, uploader, people } = await setUp();
    const path = await randomFile(folder, 'changing.mp4', 20 * MB);
    const { held, release } = holdSecondPart(tus);
    const upload = await start(path);
    await held;
    await uploader.pause(upload);
    await uploader.close();
    await change(path);
    release();
    const asked = tus.asked.length;
    const again = await openUploader(people, folder);
    closing.push(() => again.uploader.close());
    await again.uploader.resume(upload);
    expect((await again.state('failed')).upload).toMatchObject({ reason: 'file-gone' });
    expect(tus.asked).toHaveLength(asked);
  },
);

test('a file that changes while it is sent is never whole at the hub', async () => {
  const { tus, folder, start, state } = await setUp();
  const path = await randomFile(folder, 'growing.mp4', 12 * MB);
  tus.fault = (req) => {
    if (req.method === 'PATCH') appendFileSync(path, 'x');
    return false;
  };
  const upload = await start(path);
  expect((await state('failed')).upload?.reason).toBe('file-gone');
  expect((await tus.received(upload.uploadId)).length).toBeLessThan(12 * MB);
});

test('what the hub refuses fails by its name, and is tried again when it is asked for', async () => {
  const { tus, folder, start, state, uploader, said } = await setUp();
  let refuse = true;
  tus.fault = (_req, res) => {
    if (!refuse) return false;
    res.writeHead(403, { 'content-type': 'application/json' });
    res.end(JSON.stringify({ refused: 'not-allowed' }));
    return true;
  };
  const upload = await start(await randomFile(folder, 'no.mp4', MB));
  expect((await state('failed')).upload?.reason).toBe('not-allowed');
  refuse = false;
  const from = said.length;
  await uploader.resume(upload);
  await state('done', from);
  expect(await tus.received(upload.uploadId)).toHaveLength(MB);
});

test('A2: a token that expires on the way is renewed once, and the part sent again', async () => {
  let later = 0;
  const { tus, folder, start, state } = await setUp({ clock: () => Date.now() + later });
  let expired = false;
  tus.fault = (req, res) => {
    if (req.method !== 'PATCH' || expired) return false;
    expired = true;
    later = 10_000;
    res.writeHead(401, { 'content-type': 'application/json' });
    res.end(JSON.stringify({ refused: 'token-expired' }));
    return true;
  };
  const upload = await start(await randomFile(folder, 'token.mp4', 3 * MB));
  await state('done');
  expect(await tus.received(upload.uploadId)).toHaveLength(3 * MB);
  expect(tus.asked.map(({ method }) => method)).toEqual(['POST', 'PATCH', 'PATCH']);
  expect(new Set(tus.asked.map(({ token }) => token)).size).toBeGreaterThan(1);
});

test('a token that nobody was given starts no upload', async () => {
  const { uploader, tus, target } = await setUp();
  const which = { hub: tus.hub.fingerprint, workshopId: tus.hub.workshopId, target };
  await expect(uploader.start({ ...which, token: randomUUID() })).rejects.toMatchObject({
    reason: 'file-gone',
  });
});

test('S12: a hub that was left is sent nothing more', async () => {
  const { tus, folder, start, uploader } = await setUp();
  const { held } = holdSecondPart(tus);
  const upload = await start(await randomFile(folder, 'left.mp4', 20 * MB));
  await held;
  await uploader.forget(upload.hub);
  expect(uploader.list(upload.hub)).toEqual([]);
  expect(JSON.parse(await readFile(join(folder, 'uploads.json'), 'utf8'))).toEqual([]);
});

test('A6: with a pinned hub an upload goes over its own certificate, and to another one no byte and no token', async () => {
  const own = await makeCertificate(null);
  const tus = await TusHub.start(own);
  closing.push(() => tus.hub.stop());
  const folder = await newFolder();
  const people = await openPeople(folder);
  await joinHub(people, tus.hub.link(), null);
  const { uploader, files, state, said } = await openUploader(people, folder);
  closing.push(() => uploader.close());
  const path = await randomFile(folder, 'pinned.mp4', 3 * MB);
  const start = async () => {
    const token = (await files.take(path))?.token ?? '';
    const { fingerprint: hub, workshopId } = tus.hub;
    const target: UploadTarget = { what: 'photo', personId: randomUUID(), fileName: 'a.jpg' };
    return uploader.start({ hub, workshopId, token, target });
  };
  const upload = await start();
  await state('done');
  expect(await tus.received(upload.uploadId)).toHaveLength(3 * MB);

  const { port } = tus.hub;
  await tus.hub.stop();
  const seen: string[] = [];
  const other = createServer(await makeCertificate(null), (req, res) => {
    seen.push(String(req.method));
    res.end();
  });
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  closing.push(async () => other.close());
  const from = said.length;
  await start();
  expect((await state('failed', from)).upload?.reason).toBe('certificate-mismatch');
  expect(seen).toEqual([]);
});
