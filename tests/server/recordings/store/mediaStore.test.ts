import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { truncateSync } from 'node:fs';
import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FolderStore } from '#server/recordings/store/FolderStore.ts';
import type { MediaStore } from '#server/recordings/store/MediaStore.ts';
import { S3Store } from '#server/recordings/store/S3Store.ts';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { S3Server } from '#tests/support/s3Server.ts';
import { temporaryFolder } from '../../testStore.ts';

let s3: S3Server;
beforeAll(async () => {
  s3 = await S3Server.start();
});
afterAll(() => s3.close());

type Opened = { readonly store: MediaStore; readonly files: () => Promise<readonly string[]> };

async function below(folder: string): Promise<readonly string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

const backends: readonly { readonly name: string; readonly open: () => Promise<Opened> }[] = [
  {
    name: 'a folder',
    open: async () => {
      const folder = await temporaryFolder();
      return { store: await FolderStore.open(folder), files: () => below(folder) };
    },
  },
  {
    name: 'S3',
    open: async () => ({
      store: await S3Store.open(s3.setting),
      files: () => s3.keys(),
    }),
  },
];

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function fileWith(bytes: Uint8Array): Promise<string> {
  const file = join(await temporaryFolder(), 'source');
  await writeFile(file, bytes);
  return file;
}

async function readAll(store: MediaStore, hash: string, start: number, end: number, signal?: AbortSignal) {
  const parts: Uint8Array[] = [];
  for await (const part of store.read(hash, { start, end }, signal)) parts.push(Uint8Array.from(part));
  return { bytes: Buffer.concat(parts), largest: Math.max(0, ...parts.map((part) => part.length)) };
}

describe.each(backends)('the media store in $name', ({ open }) => {
  test('M1: keeps a file by the hash of its bytes, with that of each chunk, and gives back the same', async () => {
    const { store } = await open();
    const bytes = randomBytes(20 * CHUNK_SIZE + 4321);
    const kept = await store.keep(await fileWith(bytes));
    expect(kept).toMatchObject({ hash: sha256(bytes), size: bytes.length });
    const chunks = Array.from({ length: 21 }, (_, n) =>
      sha256(bytes.subarray(n * CHUNK_SIZE, (n + 1) * CHUNK_SIZE)),
    );
    expect(kept.chunks).toEqual(chunks);
    expect(await store.has(kept.hash)).toBe(true);
    const whole = await readAll(store, kept.hash, 0, bytes.length - 1);
    expect(whole.bytes.equals(bytes)).toBe(true);
    expect(whole.largest).toBeLessThanOrEqual(CHUNK_SIZE);
  });

  test.each([1, CHUNK_SIZE - 1, CHUNK_SIZE, CHUNK_SIZE + 1])('keeps a file of %i bytes', async (size) => {
    const { store } = await open();
    const bytes = randomBytes(size);
    const { hash, chunks } = await store.keep(await fileWith(bytes));
    expect(chunks).toHaveLength(Math.ceil(size / CHUNK_SIZE));
    expect((await readAll(store, hash, 0, size - 1)).bytes.equals(bytes)).toBe(true);
  });

  test('gives a range from its first to its last byte, also across chunks', async () => {
    const { store } = await open();
    const bytes = randomBytes(3 * CHUNK_SIZE);
    const { hash } = await store.keep(await fileWith(bytes));
    for (const [start, end] of [
      [0, 0],
      [CHUNK_SIZE - 1, CHUNK_SIZE],
      [17, 2 * CHUNK_SIZE + 5],
      [bytes.length - 1, bytes.length - 1],
    ] as const) {
      expect((await readAll(store, hash, start, end)).bytes.equals(bytes.subarray(start, end + 1))).toBe(
        true,
      );
    }
  });

  test('fails where a range ends after the file, and never shortens it', async () => {
    const { store } = await open();
    const bytes = randomBytes(CHUNK_SIZE + 10);
    const { hash } = await store.keep(await fileWith(bytes));
    await expect(readAll(store, hash, CHUNK_SIZE, bytes.length)).rejects.toThrow(/media store/);
  });

  test('keeps the same bytes once, and removes them once for all', async () => {
    const { store, files } = await open();
    const before = (await files()).length;
    const bytes = randomBytes(2000);
    const [one, two] = await Promise.all([
      store.keep(await fileWith(bytes)),
      store.keep(await fileWith(bytes)),
    ]);
    expect(two).toEqual(one);
    expect(await files()).toHaveLength(before + 1);
    await store.remove(one.hash);
    await store.remove(one.hash);
    expect(await store.has(one.hash)).toBe(false);
    expect(await files()).toHaveLength(before);
    await expect(readAll(store, one.hash, 0, 9)).rejects.toMatchObject({ reason: 'not-found' });
  });

  test('keeps nothing of a file that is not there, or is gone before it was read', async () => {
    const { store, files } = await open();
    const before = await files();
    await expect(store.keep(join(await temporaryFolder(), 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
    const folder = join(await temporaryFolder(), 'folder');
    await mkdir(folder);
    await expect(store.keep(folder)).rejects.toMatchObject({ code: 'EISDIR' });
    expect(await files()).toEqual(before);
  });

  test('stops reading when that is asked for', async () => {
    const { store } = await open();
    const bytes = randomBytes(12 * CHUNK_SIZE);
    const { hash } = await store.keep(await fileWith(bytes));
    const stop = new AbortController();
    let came = 0;
    const reading = async () => {
      for await (const part of store.read(hash, { start: 0, end: bytes.length - 1 }, stop.signal)) {
        came += part.length;
        stop.abort();
      }
    };
    // Either end is fine: no more bytes, or an error.
    await reading().catch((error: unknown) => expect(error).toBeInstanceOf(Error));
    expect(came).toBeLessThan(bytes.length);
  });
});

describe('the media store in S3', () => {
  test('takes no file that changed while it was sent, and leaves no part of it', async () => {
    const store = await S3Store.open(s3.setting);
    const before = await s3.keys();
    for (const size of [3 * CHUNK_SIZE, 30 * CHUNK_SIZE]) {
      const source = await fileWith(randomBytes(size));
      // It is hashed first; then the bucket is asked, which is when it changes.
      s3.fault = ({ method }) => {
        if (method === 'HEAD') truncateSync(source, size - 1000);
        return null;
      };
      await expect(store.keep(source)).rejects.toThrow('changed while it was taken');
    }
    s3.fault = () => null;
    expect(await s3.keys()).toEqual(before);
    expect(s3.parts.size).toBe(0);
  });

  test('keeps nothing of a file whose upload breaks, and takes it when it is tried again', async () => {
    const store = await S3Store.open(s3.setting);
    const before = await s3.keys();
    const source = await fileWith(randomBytes(30 * CHUNK_SIZE));
    s3.fault = ({ url }) => (url?.includes('partNumber=3') ? { status: 403 } : null);
    await expect(store.keep(source)).rejects.toThrow();
    expect([await s3.keys(), s3.parts.size]).toEqual([before, 0]);
    s3.fault = () => null;
    const { hash } = await store.keep(source);
    expect(await store.has(hash)).toBe(true);
  });

  test.each([
    ['a bucket that is not there', { bucket: 'another-one' }, /no such bucket/],
    ['a server that is not there', { endpoint: 'http://127.0.0.1:9' }, /cannot be reached/],
    ['wrong keys', { keys: { id: 'A-KEY', secret: 'not the right secret' } }, /keys do not open it/],
  ])('says at the start that %s is why it cannot be used, without the keys', async (_name, wrong, why) => {
    const error = await S3Store.open({ ...s3.setting, ...wrong }).then(
      () => null,
      (reason: unknown) => reason as Error,
    );
    expect(error?.name).toBe('StartError');
    expect(error?.message).toMatch(why);
    expect(error?.message).not.toContain('secret');
  });

  test('names its objects as the folder its files, so that one can be copied into the other', async () => {
    const bytes = randomBytes(100);
    const source = await fileWith(bytes);
    const folder = await temporaryFolder();
    const { hash } = await (await FolderStore.open(folder)).keep(source);
    await (await S3Store.open(s3.setting)).keep(source);
    const name = join(hash.slice(0, 2), hash);
    expect(await readFile(join(folder, 'media', name))).toEqual(bytes);
    expect(await s3.keys()).toContain(name);
  });
});

describe('the media store in a folder', () => {
  test('removes at its start what a hub that was killed had half taken in, and nothing that is coming in', async () => {
    const folder = await temporaryFolder();
    const incoming = join(folder, 'media', 'incoming');
    await FolderStore.open(folder);
    const ended = spawnSync(process.execPath, ['-e', '']).pid;
    await writeFile(join(incoming, `${ended}-of-a-killed-hub`), 'half');
    await writeFile(join(incoming, `${process.pid}-of-an-earlier-process`), 'half');
    await writeFile(join(incoming, `${process.ppid}-of-another-that-runs`), 'half');
    await FolderStore.open(folder);
    expect(await readdir(incoming)).toEqual([`${process.ppid}-of-another-that-runs`]);
  });

  test('serves nothing of a file that has lost its end', async () => {
    const folder = await temporaryFolder();
    const store = await FolderStore.open(folder);
    const { hash } = await store.keep(await fileWith(randomBytes(CHUNK_SIZE * 2)));
    await truncate(join(folder, 'media', hash.slice(0, 2), hash), CHUNK_SIZE + 7);
    await expect(readAll(store, hash, CHUNK_SIZE, 2 * CHUNK_SIZE - 1)).rejects.toThrow(/shorter than/);
  });
});
