import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { newId } from '#server/store/newId.ts';
import type { UploadTarget } from '#shared/recordings/upload.ts';
import { TusSender, uploadMetadata } from '#tests/support/TusSender.ts';
import { person, talk } from '../../sampleRows.ts';
import { address, fileName, hasCome, hub, ids, ofTalk, people, sender, someone } from './uploadHub.ts';

describe('who may upload (rule A3)', () => {
  const targets: Readonly<Record<string, () => UploadTarget>> = {
    'the own talk': () => ofTalk(),
    'another talk': () => ofTalk(ids.otherTalkId),
    'a session': () => ({
      what: 'recording',
      of: { kind: 'session', sessionId: ids.sessionId },
      fileName,
    }),
    'captions of the own talk': () => ({
      what: 'captions',
      recordingId: ids.recordingId,
      language: 'en',
      fileName,
    }),
    'captions of another talk': () => ({
      what: 'captions',
      recordingId: ids.otherRecordingId,
      language: 'en',
      fileName,
    }),
    'slides of the own talk': () => ({ what: 'slides', recordingId: ids.recordingId, fileName }),
    'slides of a session': () => ({ what: 'slides', recordingId: ids.ofSessionId, fileName }),
    'the own photo': () => ({ what: 'photo', personId: ids.personId, fileName }),
    'another photo': () => ({ what: 'photo', personId: ids.otherPersonId, fileName }),
  };
  const own = ['the own talk', 'captions of the own talk', 'slides of the own talk', 'the own photo'];

  test.each(Object.keys(targets))('A3: %s: organizers, and a speaker where it is the own', async (name) => {
    const target = targets[name]?.() ?? ofTalk();
    const answers: Record<string, string | null> = {};
    for (const who of people.keys()) answers[who] = (await sender(who).announce(target, 100)).refused;
    expect(answers).toEqual({
      organizer: null,
      speaker: own.includes(name) ? null : 'not-allowed',
      'other speaker': /another/.test(name) ? null : 'not-allowed',
      attendee: 'not-allowed',
      moderator: 'not-allowed',
      stranger: 'not-a-member',
      removed: 'not-a-member',
    });
  });

  test('A3: what a workshop does not have takes no upload', async () => {
    const unknown = newId();
    const wanted: readonly UploadTarget[] = [
      ofTalk(unknown),
      { what: 'recording', of: { kind: 'session', sessionId: unknown }, fileName },
      { what: 'captions', recordingId: unknown, language: 'en', fileName },
      { what: 'slides', recordingId: unknown, fileName },
      { what: 'photo', personId: unknown, fileName },
    ];
    for (const target of wanted) {
      expect((await sender('organizer').announce(target, 100)).refused).toBe('not-found');
    }
    const elsewhere = sender('stranger', ids.elsewhere);
    expect((await elsewhere.announce(ofTalk(), 100)).refused).toBe('not-found');
  });

  test('A3: what was checked is what is done: the address of the own upload reaches none of others', async () => {
    const [own, foreign] = [randomUUID(), randomUUID()];
    const [mine, theirs] = [sender('speaker'), sender('organizer')];
    await mine.announce(ofTalk(), 1000, own);
    await theirs.announce(ofTalk(), 1000, foreign);
    const write = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
    await mine.ask('PATCH', `${mine.path}/${own}?to=/${foreign}`, write, randomBytes(10));
    const asked = await mine.ask('HEAD', `${mine.path}/${own}?to=/${foreign}`);
    expect(asked.headers.get('upload-offset')).toBe('10');
    expect((await mine.ask('DELETE', `${mine.path}/${own}?to=/${foreign}`)).status).toBe(204);
    expect((await mine.head(own)).status).toBe(404);
    expect((await theirs.head(foreign)).headers.get('upload-offset')).toBe('0');
  });

  test('A3: an upload is its account’s alone, in its workshop alone, on every request', async () => {
    const id = randomUUID();
    await sender('speaker').announce(ofTalk(), 1000, id);
    await sender('speaker').patch(id, 0, randomBytes(10));
    for (const who of ['organizer', 'other speaker'] as const) {
      const tus = sender(who);
      const refusals = [(await tus.patch(id, 10, randomBytes(10))).refused, (await tus.giveUp(id)).refused];
      expect([(await tus.head(id)).status, ...refusals]).toEqual([404, 'not-found', 'not-found']);
    }
    const inOther = sender('stranger', ids.elsewhere);
    expect((await inOther.giveUp(id)).refused).toBe('not-found');
    const wrong = sender('speaker', ids.elsewhere);
    expect((await wrong.patch(id, 10, randomBytes(10))).refused).toBe('not-a-member');
    expect((await sender('speaker').head(id)).headers.get('upload-offset')).toBe('10');
  });

  test('A3: no request goes without a token, the protocol, or with another’s', async () => {
    const [id, tus] = [randomUUID(), sender('speaker')];
    await tus.announce(ofTalk(), 1000, id);
    for (const method of ['POST', 'PATCH', 'DELETE']) {
      const path = method === 'POST' ? tus.path : `${tus.path}/${id}`;
      const ask = async (headers: Record<string, string>) => (await tus.ask(method, path, headers)).refused;
      expect([
        await ask({ authorization: '' }),
        await ask({ authorization: 'Bearer x.y.z' }),
        await ask({ 'lectern-protocol': '0' }),
      ]).toEqual(['token-missing', 'token-forged', 'protocol-mismatch']);
    }
    expect((await tus.ask('HEAD', `${tus.path}/${id}`, { authorization: '' })).status).toBe(401);
    expect((await tus.ask('GET', `${tus.path}/${id}`)).refused).toBe('not-found');
  });

  test.each(['after', 'with'])(
    'A4: who is removed while bytes come %s the announcement is cut, and what came does not go on',
    async (way) => {
      const { workshopId } = ids;
      const leaving = await hub.someone('organizer', [workshopId, ids.elsewhere]);
      const [id, tus] = [randomUUID(), new TusSender(address, workshopId, leaving.token)];
      if (way === 'after') await tus.announce(ofTalk(), 1_000_000, id);
      async function* slow() {
        yield randomBytes(1000);
        await hasCome(id, 1000);
        await hub.members.remove(someone('organizer').accountId, {
          workshopId,
          accountId: leaving.accountId,
        });
        for (;;) {
          yield randomBytes(10);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      }
      const announcement = {
        'upload-length': '1000000',
        'upload-metadata': uploadMetadata(id, ofTalk()),
        'content-type': 'application/offset+octet-stream',
      };
      const sent =
        way === 'after' ? tus.patch(id, 0, slow()) : tus.ask('POST', tus.path, announcement, slow());
      await expect(sent).rejects.toThrow();
      expect((await tus.patch(id, 1000, randomBytes(10))).refused).toBe('not-a-member');
    },
  );

  test('A3: a speaker who speaks no more goes on with nothing, but may give it up', async () => {
    const { workshopId } = ids;
    const [talkId, personId, id] = [newId(), newId(), randomUUID()];
    await hub.store.write(workshopId, async (tx) => {
      await tx.put('person', personId, person());
      await tx.put('talk', talkId, talk({ speakers: [{ personId, affiliations: [] }] }));
    });
    const leaving = await hub.someone('speaker', [workshopId], { personId });
    const tus = new TusSender(address, workshopId, leaving.token);
    expect((await tus.announce(ofTalk(talkId), 1000, id)).status).toBe(201);
    await hub.store.write(workshopId, (tx) => tx.put('talk', talkId, talk()));
    expect((await tus.patch(id, 0, randomBytes(10))).refused).toBe('not-allowed');
    expect((await tus.giveUp(id)).status).toBe(204);
  });
});
