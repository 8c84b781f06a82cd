import { createHash, randomUUID, verify } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { PackSnapshots } from '#server/packs/PackSnapshots.ts';
import { writePublicRows } from '#server/packs/writePublicRows.ts';
import { HubKey } from '#server/people/HubKey.ts';
import type { SqlStore } from '#server/store/SqlStore.ts';
import type { Store } from '#server/store/Store.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '#shared/contracts/protocol.ts';
import { PACK_SIGNATURE_HEADER, signedSnapshot, snapshotText } from '#shared/packs/pack.ts';
import type { RowInput } from '#shared/sync/rows.ts';
import * as sample from '../sampleRows.ts';
import { InProcessHub, type Someone } from '../sync/InProcessHub.ts';

const hash = 'a'.repeat(64);
const newFolder = () => mkdtemp(join(tmpdir(), 'lectern-packs-'));

function contents(recordingId: string, change: Partial<RowInput<'recordingContents'>>) {
  const rendition = { id: hash, kind: 'video', type: 'video/mp4', size: 9, width: 1, height: 1 } as const;
  const rest = { chapters: [], cues: [], language: 'en', poster: null };
  return { recordingId, talkId: null, released: true, renditions: [rendition], ...rest, ...change };
}

async function hubWithRows() {
  const hub = await InProcessHub.start();
  onTestFinished(() => hub.close());
  const workshopId = await hub.workshop('sample');
  await hub.store.write(workshopId, async (tx) => {
    await tx.put('workshop', workshopId, sample.workshop());
    await tx.put('room', randomUUID(), { ...sample.room('A\u2028room'), order: 1 });
  });
  return { hub, workshopId };
}

async function snapshotFor(hub: InProcessHub, who: Someone | null, workshopId: string) {
  const answer = await hub.fetch(new URL(`http://127.0.0.1:1/v1/workshops/${workshopId}/snapshot`), {
    headers: {
      [PROTOCOL_HEADER]: String(PROTOCOL),
      ...(who ? { authorization: `Bearer ${who.token}` } : {}),
    },
  });
  const text = await answer.text();
  const signed = signedSnapshot.safeParse(JSON.parse(answer.headers.get(PACK_SIGNATURE_HEADER) ?? 'null'));
  return { status: answer.status, text, signed: signed.data };
}

const rowsIn = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { kind: string; id: string; rev: number; data: unknown });

describe('M7: the snapshot of a workshop', () => {
  test('is signed by the hub at its rev, and its lines are those that the hash names', async () => {
    const { hub, workshopId } = await hubWithRows();
    const attendee = await hub.someone('attendee', [workshopId]);
    const { status, text, signed } = await snapshotFor(hub, attendee, workshopId);
    expect(status).toBe(200);
    if (!signed) throw new Error('no signature');
    expect(signed).toMatchObject({ workshopId, rev: 2, epoch: hub.epoch, size: Buffer.byteLength(text) });
    expect(createHash('sha256').update(text).digest('hex')).toBe(signed.sha256);
    const about = (await hub.ask(attendee, 'GET', '/v1/hub')).body;
    const key = { kty: 'OKP', crv: 'Ed25519', x: String(about.publicKey) };
    const signature = Buffer.from(signed.signature, 'base64url');
    expect(verify(null, Buffer.from(snapshotText(signed)), { key, format: 'jwk' } as never, signature)).toBe(
      true,
    );
    expect(rowsIn(text).map(({ kind }) => kind)).toEqual(['workshop', 'room']);
  });

  test('is the same for an organizer as for an attendee: nobody has an own view of it', async () => {
    const { hub, workshopId } = await hubWithRows();
    const organizer = await hub.someone('organizer', [workshopId]);
    const asked = await Promise.all(
      ['attendee', 'moderator'].map(async (role) =>
        snapshotFor(hub, await hub.someone(role as 'attendee', [workshopId]), workshopId),
      ),
    );
    const { text } = await snapshotFor(hub, organizer, workshopId);
    for (const other of asked) expect(other.text).toBe(text);
  });

  test('has no contents that are not released or are withdrawn, no vote, no author, no rating', async () => {
    const { hub, workshopId } = await hubWithRows();
    const [open, closed, withdrawn, asker] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const questionId = randomUUID();
    await hub.store.write(workshopId, async (tx) => {
      for (const id of [open, closed, withdrawn]) {
        const of = { kind: 'talk', talkId: randomUUID() } as const;
        const release = { kind: 'unknown' } as const;
        const rest = { duration: 9, size: 9, sample: true, description: null };
        await tx.put('recording', id, { of, release, ...rest, withdrawn: id === withdrawn });
      }
      await tx.put('recordingContents', open, contents(open, {}));
      await tx.put('recordingContents', closed, contents(closed, { released: false }));
      // It was shown to everyone before: an attendee gets a tombstone of it, a pack nothing.
      await tx.put('recordingContents', withdrawn, contents(withdrawn, {}));
      await tx.put('authorship', questionId, { questionId, accountId: asker, name: 'A sample' } as never);
      await tx.put('vote', randomUUID(), { questionId, accountId: asker } as never);
      await tx.put('rating', randomUUID(), {
        recordingId: open,
        talkId: null,
        accountId: asker,
        stars: 1,
        text: 'A secret sample',
      });
    });
    await hub.store.write(workshopId, (tx) =>
      tx.put('recordingContents', withdrawn, contents(withdrawn, { withdrawn: true })),
    );
    const { text } = await snapshotFor(hub, await hub.someone('organizer', [workshopId]), workshopId);
    const shown = rowsIn(text).filter(({ kind }) => kind === 'recordingContents');
    expect(shown.map(({ id }) => id)).toEqual([open]);
    expect(rowsIn(text).every(({ data }) => data !== null)).toBe(true);
    for (const secret of [closed, withdrawn]) {
      expect(rowsIn(text).filter((row) => row.kind === 'recordingContents' && row.id === secret)).toEqual([]);
    }
    expect(text).not.toContain(asker);
    expect(text).not.toContain('A secret sample');
  });

  test('is refused to who is no member, to nobody and for a workshop that is not there', async () => {
    const { hub, workshopId } = await hubWithRows();
    const stranger = await hub.someone('organizer', [await hub.workshop('other')]);
    expect((await snapshotFor(hub, stranger, workshopId)).text).toContain('not-a-member');
    expect((await snapshotFor(hub, null, workshopId)).status).toBe(401);
    expect((await snapshotFor(hub, stranger, randomUUID())).status).toBe(403);
    expect((await snapshotFor(hub, stranger, 'none')).status).toBe(400);
  });
});

describe('M7: the file of a snapshot', () => {
  async function store() {
    const { hub, workshopId } = await hubWithRows();
    const folder = await newFolder();
    const key = await HubKey.open(folder);
    const parts = { store: hub.store, key, epoch: hub.epoch, folder: join(folder, 'packs'), now: Date.now };
    return { hub, workshopId, folder: parts.folder, snapshots: new PackSnapshots(parts), parts };
  }

  test('is made once per rev, also when many ask at once, and found again by a hub that was restarted', async () => {
    const { workshopId, snapshots, parts } = await store();
    const all = await Promise.all([1, 2, 3].map(() => snapshots.of(workshopId)));
    expect(new Set(all.map(({ signed }) => signed.signature)).size).toBe(1);
    expect(await new PackSnapshots({ ...parts, now: () => 0 }).of(workshopId)).toEqual(all[0]);
  });

  test('is another one after a write, and only the last two stay', async () => {
    const { hub, workshopId, snapshots, folder } = await store();
    const revs: number[] = [];
    for (let n = 0; n < 4; n += 1) {
      await hub.store.write(workshopId, (tx) => tx.put('room', randomUUID(), sample.room('Another')));
      revs.push((await snapshots.of(workshopId)).signed.rev);
    }
    expect(revs).toEqual([3, 4, 5, 6]);
    expect(await readdir(join(folder, workshopId))).toHaveLength(4);
  });

  test('M7: is as the workshop was at one rev, however much is written and hidden while it is read', async () => {
    const { hub, workshopId, folder } = await store();
    const [early, hidden] = [randomUUID(), randomUUID()];
    await hub.store.write(workshopId, async (tx) => {
      await tx.put('room', early, sample.room('Before'));
      await tx.put('recordingContents', hidden, contents(hidden, {}));
      for (let n = 0; n < 600; n += 1) await tx.put('room', randomUUID(), sample.room(`Room ${n}`));
    });
    const racing = racingStore(hub.store, async () => {
      await hub.store.write(workshopId, async (tx) => {
        await tx.put('room', early, sample.room('After'));
        await tx.put('recordingContents', hidden, contents(hidden, { withdrawn: true }));
      });
    });
    await mkdir(folder, { recursive: true });
    const path = join(folder, 'race.jsonl');
    const { rev, sha256 } = await writePublicRows(racing, workshopId, path);
    const text = await readFile(path, 'utf8');
    expect(rev).toBe((await hub.store.workshop(workshopId))?.head);
    expect(createHash('sha256').update(text).digest('hex')).toBe(sha256);
    const rows = rowsIn(text);
    expect(rows.filter(({ id }) => id === hidden)).toEqual([]);
    expect(rows.filter(({ id }) => id === early).map(({ data }) => data)).toMatchObject([{ name: 'After' }]);
    expect(new Set(rows.map(({ kind, id }) => `${kind} ${id}`)).size).toBe(rows.length);
    expect(rows.map((row) => row.rev)).toEqual(rows.map((row) => row.rev).toSorted((a, b) => a - b));
  });
});

/** The store, with a write that comes between the first page and the second. */
function racingStore(store: SqlStore, between: () => Promise<void>): Store {
  let pages = 0;
  const page: Store['page'] = async (...asked) => {
    const found = await store.page(...asked);
    pages += 1;
    if (pages === 1) await between();
    return found;
  };
  return new Proxy<Store>(store, {
    get: (target, name) => {
      if (name === 'page') return page;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
