import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { HashThread } from '#electron/recordings/HashThread.ts';
import { sha256Beside, sharedMemory } from '#electron/recordings/hashChunk.ts';

function started(): HashThread {
  const thread = new HashThread();
  onTestFinished(() => thread.close());
  return thread;
}

function sharedBytes(length: number): Uint8Array<SharedArrayBuffer> {
  const bytes = new Uint8Array(new SharedArrayBuffer(length));
  bytes.set(randomBytes(length));
  return bytes;
}

const expected = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('the thread that hashes', () => {
  it('M5: answers each of many at once with the hash of its own bytes, of a part of memory too', async () => {
    const thread = started();
    const all = [0, 1, 63, 64, 1_048_576].map(sharedBytes);
    const part = all.at(-1)?.subarray(1000, 70_000) ?? new Uint8Array(new SharedArrayBuffer(0));
    const hashes = await Promise.all([...all, part].map((bytes) => thread.hash(bytes)));
    expect(hashes).toEqual([...all, part].map(expected));
  });

  it('that ends refuses what it was asked, and another one answers what is asked next', async () => {
    const thread = started();
    const bytes = sharedBytes(1_048_576);
    const asked = expect(thread.hash(bytes)).rejects.toThrow('the thread that hashes has ended');
    await thread.close();
    await asked;
    expect(await thread.hash(bytes)).toBe(expected(bytes));
  });
});

it('M5: a hash is the same of shared memory as of memory of one’s own', async () => {
  const own = randomBytes(100_000);
  const shared = sharedMemory(own.length);
  own.copy(shared);
  expect(shared.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect([await sha256Beside(own), await sha256Beside(shared)]).toEqual([expected(own), expected(own)]);
});
