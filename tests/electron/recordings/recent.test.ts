import { afterEach, expect, test, vi } from 'vitest';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { FakeHub } from '../support/FakeHub.ts';
import { newFolder } from '../support/people.ts';
import { asked, bodyOf, grantOf, openAll } from '../support/recordings.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

test('what was played and rests is held on the disk alone, not in memory', async () => {
  const hub = await FakeHub.start();
  closing.push(() => hub.stop());
  const readAhead = { bytes: 0, rest: 100, after: 1 };
  const all = await openAll(await newFolder(), hub, { cache: { readAhead } });
  closing.push(all.closeRecordings);
  const { bytes, ...ref } = hub.addRendition(3 * CHUNK_SIZE);
  await all.grants.allow(hub.fingerprint, [grantOf(ref)]);
  expect((await bodyOf(await all.media.handle(asked(ref)))).equals(bytes)).toBe(true);
  const rendition = await all.cache.rendition(ref);
  const read = vi.spyOn(rendition.file, 'read');
  const readAnew = async (): Promise<number> => {
    await rendition.chunk(1);
    return read.mock.calls.length;
  };
  await expect.poll(readAnew).toBeGreaterThan(0);
});
