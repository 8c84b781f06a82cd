import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CHUNK_SIZE } from '#shared/recordings/manifest.ts';
import { bytesHere, openPacks, refOf } from './openPacks.ts';
import { newFolder, SampleHub } from './SampleHub.ts';

test('M2: killed while it takes a pack over, it goes on at the next start, and every byte is right', async () => {
  const hub = new SampleHub();
  const talk = hub.addRecording('A long sample talk', 60 * CHUNK_SIZE);
  const pack = await hub.pack(join(await newFolder(), 'workshop.lectern'));
  const profile = await newFolder();
  const child = spawn(process.execPath, [join(import.meta.dirname, 'importInChild.ts'), profile, pack], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const parts = await openPacks(profile);
  const [work] = parts.packs.list();
  expect(work?.what).toBe('import');
  const ended = await parts.ended(work?.packId ?? '');
  expect(ended).toMatchObject({ state: 'done', damaged: [] });
  const held = await bytesHere(parts, refOf(hub, talk));
  expect(Buffer.concat(held.map((part) => part ?? Buffer.alloc(0))).equals(talk.bytes)).toBe(true);
  await parts.close();
});

test('a half-written pack of a process that was killed is deleted at the next start', async () => {
  const { mkdir, stat, writeFile } = await import('node:fs/promises');
  const profile = await newFolder();
  const path = join(profile, 'half.lectern');
  const packId = crypto.randomUUID();
  const place = { hub: 'h'.repeat(43), workshopId: crypto.randomUUID() };
  const rest = { done: 0, total: 9, reason: null, asOf: null, damaged: [] };
  const work = {
    packId,
    what: 'export',
    ...place,
    title: 'A',
    fileName: 'half.lectern',
    state: 'running',
    ...rest,
  };
  await mkdir(join(profile, 'packs'));
  await writeFile(join(profile, 'packs', 'work.json'), JSON.stringify([{ work, path }]));
  await writeFile(`${path}.${packId}.tmp`, 'half');
  const parts = await openPacks(profile);
  expect(parts.packs.list()).toEqual([]);
  await expect(stat(`${path}.${packId}.tmp`)).rejects.toThrow('ENOENT');
  await parts.close();
});
