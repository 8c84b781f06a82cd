import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { FakeHub } from '../../support/FakeHub.ts';
import { newFolder } from '../../support/people.ts';
import { asked, bodyOf, grantOf, openAll } from '../../support/recordings.ts';

/** Disks that others keep busy take their time to sync. */
vi.setConfig({ testTimeout: 60_000 });

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

test('M6, M8: what is deleted while the folder is moved is in neither folder, and nothing else is left behind', async () => {
  const hub = await FakeHub.start();
  closing.push(() => hub.stop());
  const all = await openAll(await newFolder(), hub);
  closing.push(all.closeRecordings);
  await all.space.set({ margin: { bytes: 0, share: 0 } });
  const gone = hub.addRendition(2 * CHUNK_SIZE);
  const stays = hub.addRendition(2 * CHUNK_SIZE);
  await all.grants.allow(hub.fingerprint, [gone, stays].map(grantOf));
  for (const ref of [gone, stays]) await bodyOf(await all.media.handle(asked(ref)));
  const from = all.cache.folder;
  const to = join(await newFolder(), 'recordings');
  const placeOf = ({ rendition }: typeof gone, folder: string): string =>
    join(folder, hub.fingerprint, rendition.id);

  // The last step of the move waits for who is inside; the deletion begins then.
  let leave: () => void = () => undefined;
  const inside = all.cache.gate.shared(() => new Promise<void>((resolve) => (leave = resolve)));
  const moving = all.folderMove.move(to);
  await expect.poll(() => existsSync(join(placeOf(stays, to), 'chunks'))).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 300));
  const removing = all.downloader.remove((ref) => ref.rendition.id === gone.rendition.id);
  await expect.poll(() => all.cache.opened().length).toBe(1);
  leave();
  await Promise.all([inside, moving, removing]);

  expect([existsSync(placeOf(gone, from)), existsSync(placeOf(gone, to))]).toEqual([false, false]);
  expect([existsSync(placeOf(stays, from)), existsSync(placeOf(stays, to))]).toEqual([false, true]);
  expect((await bodyOf(await all.media.handle(asked(stays)))).equals(stays.bytes)).toBe(true);
});
