import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#server/store/newId.ts';
import { http, httpBytes, httpPath } from '#shared/contracts/http.ts';
import { PROTOCOL, PROTOCOL_HEADER } from '#shared/contracts/protocol.ts';
import type { RecordingContents } from '#shared/recordings/recording.ts';
import { contents, person, recording, talk, workshop } from '../sampleRows.ts';
import { InProcessHub, type Someone } from '../sync/InProcessHub.ts';
import { temporaryFolder } from '../testStore.ts';

const MIB = 1024 ** 2;
let hub: InProcessHub;
let address: string;
let workshopId: string;
let elsewhere: string;
const talkId = newId();
const otherTalkId = newId();
const personId = newId();
const otherPersonId = newId();
const bytes = mp4(40 * MIB);
let renditionId: string;
const blobs: string[] = [];

/** What passes for a whole video, larger than what lies in the buffers of a connection. */
function mp4(size: number): Buffer {
  const box = (type: string, body: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(body.length + 8);
    return Buffer.concat([length, Buffer.from(type), body]);
  };
  return Buffer.concat([box('moov', Buffer.alloc(8)), box('mdat', randomBytes(size - 24))]);
}

async function fileWith(content: Uint8Array): Promise<string> {
  const file = join(await temporaryFolder(), 'file');
  await writeFile(file, content);
  return file;
}

beforeAll(async () => {
  hub = await InProcessHub.start();
  address = await hub.listen();
  workshopId = await hub.workshop('here');
  elsewhere = await hub.workshop('elsewhere');
  await hub.store.write(workshopId, async (tx) => {
    await tx.put('workshop', workshopId, workshop());
    await tx.put('talk', talkId, talk({ speakers: [{ personId, affiliations: [] }] }));
    await tx.put('talk', otherTalkId, talk({ speakers: [{ personId: otherPersonId, affiliations: [] }] }));
  });
});
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-bytes-'));
  const file = join(folder, 'video');
  await writeFile(file, bytes);
  renditionId = (await hub.renditions.importVideo(file, 'video/mp4')).signed.id;
  for (const type of ['text/vtt', 'image/jpeg', 'image/webp', 'application/pdf']) {
    await writeFile(file, randomBytes(100));
    blobs.push(await hub.renditions.importBlob(file, type));
  }
  await rm(folder, { recursive: true });
});
afterAll(() => hub.close());

type Change = Partial<Pick<RecordingContents, 'released' | 'withdrawn'>>;

/** A recording with a blob of every sort. */
async function record(change: Change): Promise<string> {
  const recordingId = newId();
  await put(recordingId, change);
  return recordingId;
}

async function put(recordingId: string, change: Change): Promise<void> {
  const [captions = '', poster = '', sheet = '', slides = ''] = blobs;
  await hub.store.write(workshopId, async (tx) => {
    const { withdrawn = false } = change;
    await tx.put('recording', recordingId, recording(talkId, { withdrawn }));
    await tx.put(
      'recordingContents',
      recordingId,
      contents(recordingId, talkId, {
        ...change,
        renditions: [
          { id: renditionId, kind: 'video', type: 'video/mp4', size: bytes.length, width: 2, height: 2 },
        ],
        captionTracks: [{ language: 'en', hash: captions }],
        poster,
        thumbnails: { hash: sheet, columns: 1, rows: 1, width: 1, height: 1, interval: 1 },
        slides: { hash: slides, pages: 1 },
      }),
    );
  });
}

const headersOf = (who: Someone | null) => ({
  [PROTOCOL_HEADER]: String(PROTOCOL),
  ...(who ? { authorization: `Bearer ${who.token}` } : {}),
});

const pathsOf = (recordingId: string) => [
  httpPath(http.manifest.path, { workshopId, recordingId, renditionId }),
  httpPath(httpBytes.rendition, { workshopId, recordingId, renditionId }),
  ...blobs.map((hash) => httpPath(httpBytes.blob, { workshopId, recordingId, hash })),
];

const ways: readonly { readonly method: string; readonly headers: Record<string, string> }[] = [
  { method: 'GET', headers: {} },
  { method: 'HEAD', headers: {} },
  { method: 'GET', headers: { range: 'bytes=0-9' } },
  { method: 'HEAD', headers: { range: 'bytes=5-' } },
  { method: 'GET', headers: { range: 'bytes=-1' } },
  { method: 'GET', headers: { range: 'bytes=99999999-' } },
];

/** Every status with which every part of a recording is answered, whatever way it is asked for. */
async function statuses(who: Someone | null, recordingId: string): Promise<readonly number[]> {
  const found = new Set<number>();
  for (const path of pathsOf(recordingId)) {
    for (const { method, headers } of ways) {
      const init = { method, headers: { ...headersOf(who), ...headers } };
      const answer = await fetch(new URL(path, address), init);
      found.add(answer.status);
      const text = answer.ok ? '' : await answer.text();
      if (answer.ok) await answer.body?.cancel();
      // A refusal has a reason and nothing of the contents: no size, no type, no hash.
      expect(text).not.toContain(renditionId);
      if (!answer.ok && answer.status !== 416) {
        expect(['etag', 'content-range', 'accept-ranges'].map((name) => answer.headers.get(name))).toEqual([
          null,
          null,
          null,
        ]);
      }
    }
  }
  return [...found].toSorted((a, b) => a - b);
}

describe('M8: what may not be watched', () => {
  const hidden: readonly [string, Change][] = [
    ['not released', { released: false }],
    ['withdrawn', { released: true, withdrawn: true }],
    ['withdrawn before its release', { released: false, withdrawn: true }],
  ];
  const served = [200, 206, 416];

  test.each(hidden)(
    'M8: a recording that is %s: nothing reaches who may not have it',
    async (_name, change) => {
      const recordingId = await record(change);
      const removed = await hub.someone('organizer', [workshopId, elsewhere]);
      const [organizer, attendee] = [
        await hub.someone('organizer', [workshopId]),
        await hub.someone('attendee', [workshopId]),
      ];
      await hub.members.remove(organizer.accountId, { workshopId, accountId: removed.accountId });
      const other = await hub.someone('speaker', [workshopId], { personId: otherPersonId });
      const own = await hub.someone('speaker', [workshopId], { personId });
      const stranger = await hub.someone('organizer', [elsewhere]);
      for (const one of [attendee, other, removed, stranger]) {
        const found = await statuses(one, recordingId);
        expect(found.every((status) => status === 403 || status === 404)).toBe(true);
      }
      expect(await statuses(null, recordingId)).toEqual([401]);
      expect(await statuses(organizer, recordingId)).toEqual(served);
      expect(await statuses(own, recordingId)).toEqual(served);
    },
  );

  test('M8: a blob or rendition is served for the recording that names it, and for no other', async () => {
    const [open, closed] = [await record({ released: true }), await record({ released: false })];
    const attendee = await hub.someone('attendee', [workshopId]);
    const ofElse = newId();
    await hub.store.write(workshopId, async (tx) => {
      await tx.put('recording', ofElse, recording(talkId));
      await tx.put('recordingContents', ofElse, contents(ofElse, talkId, { released: true }));
    });
    expect(await statuses(attendee, open)).toEqual(served);
    expect(await statuses(attendee, closed)).toEqual([403]);
    expect(await statuses(attendee, ofElse)).toEqual([404]);
  });

  test('M8: what was known of a recording does not outlive its withdrawal, and it comes back with it', async () => {
    const recordingId = await record({ released: true });
    const attendee = await hub.someone('attendee', [workshopId]);
    expect(await statuses(attendee, recordingId)).toEqual(served);
    await put(recordingId, { released: true, withdrawn: true });
    expect((await statuses(attendee, recordingId)).every((status) => status >= 403)).toBe(true);
    await put(recordingId, { released: true });
    expect(await statuses(attendee, recordingId)).toEqual(served);
  });
});

describe('M8: a response that flows', () => {
  /** Begins to read a whole video, slowly; resolves to what is left of it. */
  async function begin(who: Someone, recordingId: string) {
    const path = httpPath(httpBytes.rendition, { workshopId, recordingId, renditionId });
    const answer = await fetch(new URL(path, address), { headers: headersOf(who) });
    const reader = answer.body?.getReader();
    await reader?.read();
    return async () => {
      let came = 0;
      for (;;) {
        const next = await reader?.read();
        if (!next || next.done) return came;
        came += next.value.length;
      }
    };
  }

  test('M8: ends when its recording is withdrawn, and goes on for those who may still have it', async () => {
    const recordingId = await record({ released: true });
    const attendee = await begin(await hub.someone('attendee', [workshopId]), recordingId);
    const speaker = await begin(await hub.someone('speaker', [workshopId], { personId }), recordingId);
    await put(recordingId, { released: true, withdrawn: true });
    await expect(attendee()).rejects.toThrow();
    expect(await speaker()).toBeGreaterThan(0);
  });

  test('M8: goes on when another recording is withdrawn, or a question is asked', async () => {
    const [recordingId, other] = [await record({ released: true }), await record({ released: true })];
    const attendee = await begin(await hub.someone('attendee', [workshopId]), recordingId);
    await put(other, { released: true, withdrawn: true });
    await hub.store.write(workshopId, (tx) => tx.put('workshop', workshopId, workshop()));
    expect(await attendee()).toBeGreaterThan(0);
  });

  test.each(['removed', 'signed out'])('A4: ends when who reads it is %s', async (how) => {
    const recordingId = await record({ released: true });
    const organizer = await hub.someone('organizer', [workshopId]);
    const who = await hub.someone('attendee', how === 'removed' ? [workshopId, elsewhere] : [workshopId]);
    const reading = await begin(who, recordingId);
    const { accountId, deviceId } = who;
    if (how === 'removed') await hub.members.remove(organizer.accountId, { workshopId, accountId });
    else hub.access.signedOut({ accountId, deviceId });
    await expect(reading()).rejects.toThrow();
  });

  test('M8: ends when the recording is removed for good, and its bytes with it', async () => {
    const recordingId = newId();
    const own = await hub.renditions.importVideo(await fileWith(mp4(30 * MIB)), 'video/mp4');
    const { id } = own.signed;
    const shown = [{ id, kind: 'video' as const, type: 'video/mp4', size: 30 * MIB, width: 2, height: 2 }];
    await hub.store.write(workshopId, async (tx) => {
      await tx.put('recording', recordingId, recording(talkId));
      const data = contents(recordingId, talkId, { released: true, renditions: shown });
      await tx.put('recordingContents', recordingId, data);
    });
    await hub.renditions.settle([id]);
    const attendee = await hub.someone('attendee', [workshopId]);
    const path = httpPath(httpBytes.rendition, { workshopId, recordingId, renditionId: id });
    const answer = await fetch(new URL(path, address), { headers: headersOf(attendee) });
    expect(answer.status).toBe(200);
    await hub.store.write(workshopId, async (tx) => {
      await tx.remove('recording', recordingId);
      await tx.remove('recordingContents', recordingId);
    });
    await hub.renditions.settle([], [id]);
    await expect(answer.arrayBuffer().then((all) => all.byteLength)).rejects.toThrow();
    expect((await fetch(new URL(path, address), { headers: headersOf(attendee) })).status).toBe(404);
    expect(await hub.renditions.media.has(own.hash)).toBe(false);
  });
});

describe('a photo', () => {
  test('is for members, as long as a person of their workshop has it, and no other blob is', async () => {
    const [photo, other] = [
      await hub.renditions.importBlob(await fileWith(randomBytes(100)), 'image/jpeg'),
      await hub.renditions.importBlob(await fileWith(randomBytes(100)), 'image/jpeg'),
    ];
    const pictured = newId();
    const put = (data: Parameters<typeof person>[0]) =>
      hub.store.write(workshopId, (tx) => tx.put('person', pictured, person(data)));
    await put({ photo });
    const attendee = await hub.someone('attendee', [workshopId]);
    const stranger = await hub.someone('organizer', [elsewhere]);
    const ask = async (who: Someone | null, hash: string, workshop = workshopId) => {
      const path = httpPath(httpBytes.photo, { workshopId: workshop, hash });
      const answer = await fetch(new URL(path, address), { headers: headersOf(who) });
      await answer.arrayBuffer();
      return answer.status;
    };
    expect(await ask(attendee, photo)).toBe(200);
    expect([await ask(stranger, photo), await ask(stranger, photo, elsewhere)]).toEqual([403, 404]);
    expect(await ask(null, photo)).toBe(401);
    // Those of a recording, not released or not, are none of a person's.
    for (const hash of [other, renditionId, ...blobs, '..', '%2e%2e', 'x']) {
      expect(await ask(attendee, hash)).toBe(404);
    }
    await put({ photo: other });
    expect([await ask(attendee, photo), await ask(attendee, other)]).toEqual([404, 200]);
    await hub.store.write(workshopId, (tx) => tx.remove('person', pictured));
    expect(await ask(attendee, other)).toBe(404);
  });
});
