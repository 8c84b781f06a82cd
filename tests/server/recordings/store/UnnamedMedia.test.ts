import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { HubKey } from '#server/people/HubKey.ts';
import { Renditions } from '#server/recordings/Renditions.ts';
import { FolderStore } from '#server/recordings/store/FolderStore.ts';
import { S3Store } from '#server/recordings/store/S3Store.ts';
import { newId } from '#server/store/newId.ts';
import { S3Server } from '#tests/support/s3Server.ts';
import { storeFault } from '#tests/support/storeFault.ts';
import { contents, person } from '../../sampleRows.ts';
import { openTestStore } from '../../testStore.ts';

async function library(bucket?: S3Server) {
  const { store, folder, workshopId } = await openTestStore();
  const media = bucket ? await S3Store.open(bucket.setting) : await FolderStore.open(folder);
  const key = await HubKey.open(folder);
  const renditions = new Renditions(store, media, key);
  const put = (id: string, poster: string | null, renditionId?: string) =>
    store.write(workshopId, (tx) => {
      const shown = renditionId
        ? [{ id: renditionId, kind: 'video' as const, type: 'video/mp4', size: 9, width: 2, height: 2 }]
        : undefined;
      const data = contents(id, newId(), { poster, ...(shown ? { renditions: shown } : {}) });
      return tx.put('recordingContents', id, data);
    });
  const remove = (id: string) => store.write(workshopId, (tx) => tx.remove('recordingContents', id));
  const bytes = async (content: Uint8Array) => {
    const file = join(folder, newId());
    await writeFile(file, content);
    return file;
  };
  /** The smallest file that passes for a whole video, with bytes of its own. */
  const video = () => {
    const inner = randomBytes(64);
    const box = (type: string, body: Buffer) => {
      const size = Buffer.alloc(4);
      size.writeUInt32BE(body.length + 8);
      return Buffer.concat([size, Buffer.from(type), body]);
    };
    return bytes(Buffer.concat([box('ftyp', Buffer.from('isom')), box('moov', inner), box('mdat', inner)]));
  };
  const noted = async () =>
    (await store.read.selectFrom('replaced_media').select('name').execute()).map(({ name }) => name);
  /** A hub that starts holds nothing. */
  const nextHub = () => new Renditions(store, media, key);
  return { store, media, renditions, workshopId, put, remove, bytes, video, noted, nextHub };
}

/** A bucket whose server deletes nothing as long as it is told to. */
async function stubbornBucket() {
  const s3 = await S3Server.start();
  onTestFinished(() => s3.close());
  const refuse = (refuses: boolean): void => {
    s3.fault = ({ method }) => (refuses && method === 'DELETE' ? { status: 403 } : null);
  };
  return { s3, refuse };
}

describe('bytes that no row names', () => {
  test('are removed with what lists them; those that another row names stay until it does not', async () => {
    const { media, renditions, put, remove, bytes } = await library();
    const [one, two] = [newId(), newId()];
    const hash = await renditions.importBlob(await bytes(randomBytes(50)), 'image/jpeg');
    await put(one, hash);
    await put(two, hash);
    await renditions.settle([hash]);
    await put(one, null);
    await renditions.settle([], [hash]);
    expect([await media.has(hash), await renditions.findBlob(hash)]).toEqual([
      true,
      { hash, size: 50, type: 'image/jpeg' },
    ]);
    await remove(two);
    await renditions.settle([], [hash]);
    expect([await media.has(hash), await renditions.findBlob(hash)]).toEqual([false, null]);
  });

  test('M8: a rendition’s go with it, and what was known of it is forgotten at once', async () => {
    const { media, renditions, put, remove, video } = await library();
    const id = newId();
    const { signed, hash } = await renditions.importVideo(await video(), 'video/mp4');
    await put(id, null, signed.id);
    await renditions.settle([signed.id]);
    expect(await renditions.find(signed.id)).toEqual({ signed, hash });
    await remove(id);
    await renditions.settle([], [signed.id]);
    expect([await renditions.find(signed.id), await media.has(hash)]).toEqual([null, false]);
  });

  test('stay while two renditions are made of them and one is named', async () => {
    const { media, renditions, put, video } = await library();
    const file = await video();
    const [kept, other] = [
      await renditions.importVideo(file, 'video/mp4'),
      await renditions.importVideo(file, 'video/quicktime'),
    ];
    await put(newId(), null, kept.signed.id);
    await renditions.settle([kept.signed.id, other.signed.id]);
    expect(await renditions.find(other.signed.id)).toBeNull();
    expect([(await renditions.find(kept.signed.id))?.hash, await media.has(kept.hash)]).toEqual([
      kept.hash,
      true,
    ]);
  });

  test('stay while they are held by who has just brought them in, also the second time', async () => {
    const { media, renditions, bytes } = await library();
    const file = await bytes(randomBytes(50));
    const hash = await renditions.importBlob(file, 'image/jpeg');
    await renditions.importBlob(file, 'image/jpeg');
    await renditions.removeUnnamed();
    await renditions.settle([], [hash]);
    await renditions.settle([hash]);
    expect(await media.has(hash)).toBe(true);
    await renditions.settle([hash]);
    expect(await media.has(hash)).toBe(false);
  });

  test('are there whole for who brings them in while they are removed', async () => {
    const { media, renditions, bytes, put } = await library();
    const file = await bytes(randomBytes(50));
    for (let n = 0; n < 20; n += 1) {
      const hash = await renditions.importBlob(file, 'image/jpeg');
      const removing = renditions.settle([hash]);
      const again = await renditions.importBlob(file, 'image/jpeg');
      await removing;
      expect([again, await media.has(hash), await renditions.findBlob(hash)]).toMatchObject([
        hash,
        true,
        { size: 50 },
      ]);
      await renditions.settle([again]);
    }
    await put(newId(), null);
  });

  test('are all found at a start: those of a hub that ended between a file and its row', async () => {
    const { store, media, nextHub, renditions, bytes, put, workshopId } = await library();
    const shown = await renditions.importBlob(await bytes(randomBytes(50)), 'image/jpeg');
    const photo = await renditions.importBlob(await bytes(randomBytes(60)), 'image/jpeg');
    const undone = await renditions.importBlob(await bytes(randomBytes(70)), 'image/jpeg');
    const left = await renditions.importBlob(await bytes(randomBytes(80)), 'image/jpeg');
    await put(newId(), shown);
    await store.write(workshopId, (tx) => tx.put('person', newId(), person({ photo })));
    const log = { workshop_id: workshopId, import_id: newId(), changes: JSON.stringify([{ photo: undone }]) };
    await store.transaction((sql) => sql.insertInto('import_log').values(log).execute());
    await nextHub().removeUnnamed();
    const found = await Promise.all([shown, photo, undone, left].map((hash) => media.has(hash)));
    expect(found).toEqual([true, true, true, false]);
  });
});

describe('bytes whose removal was cut off', () => {
  test('M8: are removed by the next look, also those of a rendition that nothing lists any more', async () => {
    const { s3, refuse } = await stubbornBucket();
    const { renditions, video, put, remove, noted } = await library(s3);
    const id = newId();
    const { signed } = await renditions.importVideo(await video(), 'video/mp4');
    await put(id, null, signed.id);
    await renditions.settle([signed.id]);
    await remove(id);
    refuse(true);
    await expect(renditions.settle([], [signed.id])).rejects.toThrow();
    await expect(renditions.removeReplaced()).rejects.toThrow();
    expect([await renditions.find(signed.id), (await s3.keys()).length]).toEqual([null, 1]);
    refuse(false);
    await renditions.removeReplaced();
    expect([await s3.keys(), await noted()]).toEqual([[], []]);
  });

  test('M8: are removed by the next hub', async () => {
    const { s3, refuse } = await stubbornBucket();
    const { renditions, bytes, noted, nextHub } = await library(s3);
    const hash = await renditions.importBlob(await bytes(randomBytes(50)), 'image/jpeg');
    refuse(true);
    await expect(renditions.settle([hash])).rejects.toThrow();
    refuse(false);
    await nextHub().removeReplaced();
    expect([await s3.keys(), await noted()]).toEqual([[], []]);
  });

  test('stay where a row has come to name them meanwhile', async () => {
    const { s3, refuse } = await stubbornBucket();
    const { renditions, bytes, put, noted } = await library(s3);
    const file = await bytes(randomBytes(50));
    const hash = await renditions.importBlob(file, 'image/jpeg');
    refuse(true);
    await expect(renditions.settle([hash])).rejects.toThrow();
    refuse(false);
    await renditions.importBlob(file, 'image/jpeg');
    await renditions.removeReplaced();
    await put(newId(), hash);
    await renditions.settle([hash]);
    await renditions.removeReplaced();
    expect([(await s3.keys()).length, (await renditions.findBlob(hash))?.hash]).toEqual([1, hash]);
    expect(await noted()).toEqual([]);
  });
});

describe('bytes that came in and could not be listed', () => {
  test.each(['blob', 'rendition'])('M10: are removed by the next look where the %s failed', async (table) => {
    const { s3 } = await stubbornBucket();
    const { store, renditions, video, noted, bytes } = await library(s3);
    const mend = await storeFault(store, `INSERT ON ${table}`);
    await expect(renditions.importVideo(await video(), 'video/mp4')).rejects.toThrow('a fault');
    expect(await s3.keys()).toHaveLength(1);
    await renditions.removeReplaced();
    expect([await s3.keys(), await noted()]).toEqual([[], []]);
    await mend();
    const hash = await renditions.importBlob(await bytes(randomBytes(50)), 'image/jpeg');
    await renditions.settle([hash]);
    expect(await s3.keys()).toEqual([]);
  });

  test('are removed by the next hub, and by no look while they come in', async () => {
    const { store, renditions, media, bytes, nextHub, noted } = await library();
    const file = await bytes(randomBytes(50));
    const mend = await storeFault(store, 'INSERT ON blob');
    await expect(renditions.importBlob(file, 'image/jpeg')).rejects.toThrow('a fault');
    const [hash = ''] = await noted();
    expect(await media.has(hash)).toBe(true);
    await nextHub().removeReplaced();
    expect(await media.has(hash)).toBe(false);
    await mend();
    await renditions.importBlob(file, 'image/jpeg');
    expect(await noted()).toEqual([]);
    await renditions.removeReplaced();
    expect(await media.has(hash)).toBe(true);
  });

  test('are none where that they come in could not be noted', async () => {
    const { s3 } = await stubbornBucket();
    const { store, renditions, bytes } = await library(s3);
    await storeFault(store, 'INSERT ON replaced_media');
    await expect(renditions.importBlob(await bytes(randomBytes(50)), 'image/jpeg')).rejects.toThrow(
      'a fault',
    );
    expect(await s3.keys()).toEqual([]);
  });
});
