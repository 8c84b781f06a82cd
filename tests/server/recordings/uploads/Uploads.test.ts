import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createLog } from '#server/log.ts';
import type { OnUploaded, UploadedFile } from '#server/recordings/uploads/UploadedFile.ts';
import type { AnnouncedUpload } from '#server/recordings/uploads/UploadRows.ts';
import { Uploads } from '#server/recordings/uploads/Uploads.ts';
import { newId } from '#server/store/newId.ts';
import { mountSmallDisk } from '#tests/support/smallDisk.ts';
import { openTestStore } from '../../testStore.ts';

const DAY = 24 * 3_600_000;

async function folderOfUploads(within?: string) {
  const { store, folder: data, workshopId } = await openTestStore();
  const folder = join(within ?? data, 'uploads');
  const log = createLog('silent');
  /** The hub as it starts again. */
  const open = async (receive?: OnUploaded, now?: () => number) => {
    const uploads = await Uploads.open({ store, folder, log, ...(now ? { now } : {}) });
    onTestFinished(() => uploads.close());
    if (receive) await uploads.start(receive);
    return uploads;
  };
  const target = { what: 'recording', of: { kind: 'talk', talkId: newId() }, fileName: 'a.mp4' } as const;
  const announced = (size: number): AnnouncedUpload => ({
    uploadId: randomUUID(),
    workshopId,
    accountId: newId(),
    target,
    size,
    handed: false,
  });
  const begin = async (uploads: Uploads, size: number, came: number) => {
    const upload = announced(size);
    await uploads.announce(upload, async () => {
      await writeFile(uploads.pathOf(upload.uploadId), Buffer.alloc(came));
      return true;
    });
    return upload.uploadId;
  };
  return { open, begin, announced, folder };
}

describe('a whole upload', () => {
  test('is handed over once, although the hub was killed before it was told so', async () => {
    const { open, begin } = await folderOfUploads();
    const killed = await open();
    const whole = await begin(killed, 100, 100);
    const part = await begin(killed, 100, 99);
    const taken: UploadedFile[] = [];
    const take: OnUploaded = async (file) => {
      taken.push(file);
    };
    const next = await open(take);
    expect(taken.map(({ uploadId }) => uploadId)).toEqual([whole]);
    await next.handWhole();
    await (await open(take)).handWhole();
    expect(taken).toHaveLength(1);
    expect(part).not.toBe(whole);
  });

  test('is offered again where it was not taken, and not where it was', async () => {
    const { open, begin } = await folderOfUploads();
    const taken: string[] = [];
    let isReady = false;
    const take: OnUploaded = async ({ uploadId }) => {
      if (!isReady) throw new Error('the database is busy');
      taken.push(uploadId);
    };
    const uploads = await open(take);
    const id = await begin(uploads, 100, 100);
    await uploads.finish(id);
    expect(taken).toEqual([]);
    isReady = true;
    await uploads.handWhole();
    await Promise.all([uploads.finish(id), uploads.finish(id), uploads.handWhole()]);
    expect(taken).toEqual([id]);
  });

  test('whose file its job has deleted meanwhile is offered to nobody', async () => {
    const { open, begin } = await folderOfUploads();
    const uploads = await open();
    const id = await begin(uploads, 100, 100);
    await rm(uploads.pathOf(id));
    const taken: string[] = [];
    await open(async ({ uploadId }) => {
      taken.push(uploadId);
    });
    expect(taken).toEqual([]);
  });
});

describe('an abandoned upload', () => {
  test('is removed after a week without a byte; one that goes on, is whole or was taken is not', async () => {
    const { open, begin, folder } = await folderOfUploads();
    const uploads = await open();
    const old = new Date(Date.now() - 8 * DAY);
    const age = (name: string) => utimes(join(folder, name), old, old);
    const [abandoned, going, whole] = [
      await begin(uploads, 100, 50),
      await begin(uploads, 100, 50),
      await begin(uploads, 100, 100),
    ];
    for (const name of [abandoned, whole]) await age(name);
    await writeFile(join(folder, 'left behind'), 'x');
    await age('left behind');
    await mkdir(join(folder, 'new'));
    const taken: string[] = [];
    // The rows are as old as the files by then.
    const later = await open(
      async ({ uploadId }) => {
        taken.push(uploadId);
      },
      () => Date.now() + 1 * DAY,
    );
    expect((await readdir(folder)).toSorted()).toEqual([abandoned, going, 'new', whole].toSorted());
    await utimes(join(folder, going), new Date(Date.now() + 5 * DAY), new Date(Date.now() + 5 * DAY));
    await later.close();
    const last = await open(
      async () => undefined,
      () => Date.now() + 8 * DAY,
    );
    expect((await readdir(folder)).toSorted()).toEqual([going, whole].toSorted());
    expect(await last.rows.find(abandoned)).toBeNull();
    expect(taken).toEqual([whole]);
  });
});

describe('room on the hub’s disk', () => {
  test('is asked for before the first byte: for the file, then for the work on it', async (context) => {
    const disk = mountSmallDisk(20);
    // Without the right to mount there is no disk to fill.
    if (disk === null) return context.skip('this process may not mount a disk');
    onTestFinished(() => disk.unmount());
    const { open, announced, begin } = await folderOfUploads(disk.folder);
    const uploads = await open();
    const create = () => Promise.reject(new Error('it was created'));
    const MIB = 1024 ** 2;
    await expect(uploads.announce(announced(30 * MIB), create)).rejects.toMatchObject({
      reason: 'disk-full',
    });
    await expect(uploads.announce(announced(10 * MIB), create)).rejects.toMatchObject({
      reason: 'cannot-process',
    });
    expect(await uploads.rows.unfinished()).toEqual([]);
    const id = await begin(uploads, 5 * MIB, 1 * MIB);
    disk.fill();
    const known = await uploads.rows.find(id);
    if (!known) throw new Error('not announced');
    await expect(uploads.assertRoomFor(known)).rejects.toMatchObject({ reason: 'disk-full' });
    disk.clear();
    await uploads.assertRoomFor(known);
  });
});
