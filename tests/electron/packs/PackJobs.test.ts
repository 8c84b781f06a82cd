import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Job, type KeptWork, PackJobs } from '#electron/packs/PackJobs.ts';
import { log, newFolder } from '../support/people.ts';

function sample(): KeptWork {
  const place = { packId: randomUUID(), hub: 'A'.repeat(43), workshopId: randomUUID() };
  const work = {
    ...place,
    what: 'import',
    title: 'A sample',
    fileName: 'a.lectern',
    state: 'running',
  } as const;
  return {
    work: { ...work, done: 0, total: 0, reason: null, asOf: null, damaged: [] },
    path: '/nowhere/a.lectern',
  };
}

const untilStopped = ({ signal }: Job): Promise<void> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });

test('M7: work that is stopped while it begins has ended when that is said', async () => {
  const jobs = await PackJobs.open({
    path: join(await newFolder(), 'work.json'),
    log,
    onChange: () => undefined,
  });
  const kept = sample();
  const { packId } = kept.work;
  const beginning = jobs.begin(kept, untilStopped);
  await jobs.stop(packId);
  expect(jobs.isRunning(packId)).toBe(false);
  await beginning;
  expect(jobs.list().map(({ work }) => work.state)).toEqual(['stopped']);
  await jobs.dismiss(packId);
  expect(jobs.list()).toEqual([]);
});

test('M7: work that cannot be written down is not begun, and is not in the list', async () => {
  const folder = join(await newFolder(), 'packs');
  const jobs = await PackJobs.open({ path: join(folder, 'work.json'), log, onChange: () => undefined });
  await writeFile(folder, 'a file where the folder should be');
  let isRun = false;
  const run = async (): Promise<void> => {
    isRun = true;
  };
  const kept = sample();
  await expect(jobs.begin(kept, run)).rejects.toThrow();
  expect([isRun, jobs.list(), jobs.isRunning(kept.work.packId)]).toEqual([false, [], false]);
  await rm(folder);
  await mkdir(folder);
  await jobs.begin(kept, run);
  await expect.poll(() => isRun).toBe(true);
  await jobs.close();
});
