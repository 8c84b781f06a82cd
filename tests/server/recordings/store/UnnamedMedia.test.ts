import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HubKey } from '#server/people/HubKey.ts';
import { Renditions } from '#server/recordings/Renditions.ts';
import { FolderStore } from '#server/recordings/store/FolderStore.ts';
import { newId } from '#server/store/newId.ts';
import { contents, person } from '../../sampleRows.ts';
import { openTestStore } from '../../testStore.ts';

async function library() {
  const { store, folder, workshopId } = await openTestStore();
  const media = await FolderStore.open(folder);
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
  return { store, media, key, renditions, workshopId, put, remove, bytes, video };
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
    const { store, media, key, renditions, bytes, put, workshopId } = await library();
    const shown = await renditions.importBlob(await bytes(randomBytes(50)), 'image/jpeg');
    const photo = await renditions.importBlob(await bytes(randomBytes(60)), 'image/jpeg');
    const undone = await renditions.importBlob(await bytes(randomBytes(70)), 'image/jpeg');
    const left = await renditions.importBlob(await bytes(randomBytes(80)), 'image/jpeg');
    await put(newId(), shown);
    await store.write(workshopId, (tx) => tx.put('person', newId(), person({ photo })));
    const log = { workshop_id: workshopId, import_id: newId(), changes: JSON.stringify([{ photo: undone }]) };
    await store.transaction((sql) => sql.insertInto('import_log').values(log).execute());
    // A hub that starts holds nothing.
    const started = new Renditions(store, media, key);
    await started.removeUnnamed();
    const found = await Promise.all([shown, photo, undone, left].map((hash) => media.has(hash)));
    expect(found).toEqual([true, true, true, false]);
  });
});
