import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { HttpReply } from '#shared/contracts/http.ts';
import type { SocketNotice } from '#shared/contracts/socket.ts';
import type { Role } from '#shared/people/account.ts';
import { contents, question, room, talk } from '../sampleRows.ts';
import { type Heard, HeardClient } from './HeardClient.ts';
import { InProcessHub, type Someone } from './InProcessHub.ts';

type Moved = SocketNotice<'head.moved'>;

async function workshop() {
  const hub = await InProcessHub.start();
  onTestFinished(() => hub.close());
  const workshopId = await hub.workshop('sample');
  await hub.store.write(workshopId, (tx) => tx.put('room', randomUUID(), room('First')));
  await hub.notices.idle();
  const settle = async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    await hub.notices.idle();
  };
  const pull = async (who: Someone, cursor = '') => {
    const path = `/v1/workshops/${workshopId}/changes?${cursor && `cursor=${cursor}`}`;
    return (await hub.ask(who, 'GET', path)).body as HttpReply<'changes'>;
  };
  /** Connects, and pulls after that (rule S8). */
  const listener = async (who: Someone) => {
    const heard: Heard[] = [];
    const client = new HeardClient(who, (one) => heard.push(one));
    hub.notices.add(client);
    await settle();
    const { cursor } = await pull(who);
    const moved = () => heard.flatMap((one) => (one.name === 'head.moved' ? [one.notice] : []));
    return { who, client, heard, cursor, moved };
  };
  const member = async (role: Role, personId: string | null = null) =>
    listener(await hub.someone(role, [workshopId], { personId }));
  const put = async (write: Parameters<typeof hub.store.write>[1]) => {
    await hub.store.write(workshopId, write);
    await settle();
  };
  return { hub, workshopId, settle, pull, listener, member, put };
}

const putRooms =
  (count: number) => async (tx: Parameters<Parameters<InProcessHub['store']['write']>[1]>[0]) => {
    for (let n = 0; n < count; n += 1) await tx.put('room', randomUUID(), room(`Room ${n}`));
  };

describe('a notice', () => {
  test('S8: carries the page from the very cursor that a reader holds to the one that a pull would give', async () => {
    const { put, member, pull } = await workshop();
    const reader = await member('attendee');
    let { cursor } = reader;
    for (const count of [1, 3, 100]) {
      await put(putRooms(count));
      const { page } = reader.moved().at(-1) as Moved;
      const pulled = await pull(reader.who, cursor);
      expect(page).toEqual({ from: cursor, to: pulled.cursor, changes: pulled.changes });
      expect(pulled.changes).toHaveLength(count);
      ({ cursor } = pulled);
    }
  });

  test('S4, S8: carries to each what is for that reader, and to who sees nothing of it an empty page', async () => {
    const { put, member } = await workshop();
    const [attendee, moderator] = [await member('attendee'), await member('moderator')];
    const id = randomUUID();
    await put((tx) => tx.put('question', id, question()));
    expect(attendee.moved().at(-1)?.page?.changes).toEqual([]);
    expect(moderator.moved().at(-1)?.page?.changes).toMatchObject([{ id, kind: 'question' }]);
    await put((tx) => tx.put('question', id, question({ state: 'approved' })));
    await put((tx) => tx.put('question', id, question({ state: 'dismissed' })));
    const seen = attendee.moved().map(({ page }) => page?.changes.map(({ data }) => data !== null));
    expect(seen).toEqual([[], [true], [false]]);
  });

  test('S8: of a write of 3,000 rows is one, without a page', async () => {
    const { put, member, hub, workshopId } = await workshop();
    const reader = await member('attendee');
    await put(putRooms(3000));
    expect(reader.moved()).toEqual([{ workshopId, head: 3001, page: null }]);
    await put(putRooms(1));
    expect(reader.moved().at(-1)?.page?.changes).toHaveLength(1);
    expect((await hub.store.workshop(workshopId))?.head).toBe(3002);
  });

  test('S8: of more than 100 changes or 48 KiB has no page, but one of rows that a reader does not see has', async () => {
    const { put, member } = await workshop();
    const [attendee, moderator] = [await member('attendee'), await member('moderator')];
    await put(async (tx) => {
      for (let n = 0; n < 101; n += 1) await tx.put('question', randomUUID(), question());
    });
    expect(moderator.moved().at(-1)?.page).toBeNull();
    expect(attendee.moved().at(-1)?.page?.changes).toEqual([]);
    await put((tx) => tx.put('room', randomUUID(), { ...room('Big'), description: 'x'.repeat(48 * 1024) }));
    expect(attendee.moved().at(-1)?.page).toBeNull();
  });

  test('S8: of more rows than a notice looks at has no page, though a reader sees few of them', async () => {
    const { put, member } = await workshop();
    const attendee = await member('attendee');
    await put(async (tx) => {
      for (let n = 0; n < 600; n += 1) await tx.put('question', randomUUID(), question());
      await tx.put('room', randomUUID(), room('The last'));
    });
    expect(attendee.moved().map(({ page }) => page)).toEqual([null]);
  });

  test('S8: a burst of writes is a few notices whose pages follow one another without a gap', async () => {
    const { hub, workshopId, settle, member, pull } = await workshop();
    const reader = await member('attendee');
    await Promise.all(Array.from({ length: 50 }, () => hub.store.write(workshopId, putRooms(1))));
    await settle();
    const moved = reader.moved();
    expect(moved.length).toBeLessThan(50);
    let { cursor } = reader;
    for (const { page } of moved) {
      expect(page?.from).toBe(cursor);
      cursor = page?.to ?? '';
    }
    expect(moved.flatMap(({ page }) => page?.changes ?? [])).toHaveLength(50);
    expect((await pull(reader.who, cursor)).changes).toEqual([]);
  });

  test('S4: when a role changes, says so, and no page of the old role or the new one follows until a pull', async () => {
    const { hub, workshopId, settle, member, put } = await workshop();
    const [organizer, who] = [await member('organizer'), await member('moderator')];
    const key = { workshopId, accountId: who.who.accountId };
    const demoted = hub.members.set(organizer.who.accountId, key, { role: 'attendee', personId: null });
    const asked = hub.store.write(workshopId, (tx) => tx.put('question', randomUUID(), question()));
    await Promise.all([demoted, asked]);
    await settle();
    expect(who.heard[0]).toEqual({ name: 'scope.changed', notice: { workshopId } });
    expect(JSON.stringify(who.heard)).not.toContain('question');
    await put((tx) => tx.put('question', randomUUID(), question()));
    expect(who.moved().at(-1)?.page).toMatchObject({ changes: [] });
    expect(who.moved().at(-1)?.page?.from).not.toBe(who.cursor);
  });

  test('S4: when the speakers of a talk change, the one who came and the one who went hear of another scope', async () => {
    const { put, member, pull, workshopId } = await workshop();
    const [first, second, talkId, recordingId] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const speakers = (personId: string) => [{ personId, affiliations: [] }];
    await put(async (tx) => {
      await tx.put('talk', talkId, talk({ speakers: speakers(first) }));
      await tx.put('recordingContents', recordingId, contents(recordingId, talkId));
    });
    const [went, came, other] = [
      await member('speaker', first),
      await member('speaker', second),
      await member('speaker'),
    ];
    await put((tx) => tx.put('talk', talkId, talk({ speakers: speakers(second) })));
    for (const one of [went, came]) {
      expect(one.heard.map(({ name }) => name)).toEqual(['scope.changed', 'head.moved']);
      expect(one.moved()[0]).toMatchObject({ workshopId, page: null });
      expect((await pull(one.who, one.cursor)).snapshot).toBe(true);
    }
    expect(other.heard.map(({ name }) => name)).toEqual(['head.moved']);
    const kinds = async (one: typeof went) => (await pull(one.who)).changes.map(({ kind }) => kind);
    expect(await kinds(went)).not.toContain('recordingContents');
    expect(await kinds(came)).toContain('recordingContents');
  });

  test('S4: who was removed and is back reads in another scope, so that what came and went between is not told', async () => {
    const { hub, workshopId, member, put, pull } = await workshop();
    const elsewhere = await hub.workshop('elsewhere');
    const [organizer, other] = [
      await member('organizer'),
      await hub.someone('attendee', [workshopId, elsewhere]),
    ];
    const { cursor } = await pull(other);
    await hub.members.remove(organizer.who.accountId, { workshopId, accountId: other.accountId });
    const id = randomUUID();
    await put((tx) => tx.put('room', id, room('In between')));
    await put((tx) => tx.remove('room', id));
    const given = { role: 'attendee', uses: 1, expires: Date.now() + 60_000, name: null } as const;
    const invite = await hub.invites.create({ ...given, grants: [{ workshopId, personId: null }] });
    await hub.joining.join({ invite, device: other.device, name: null });
    const page = await pull(other, cursor);
    expect(page.snapshot).toBe(true);
    expect(JSON.stringify(page.changes)).not.toContain(id);
  });

  test('A4: who was removed hears that the scope changed, and nothing more of this workshop', async () => {
    const { hub, workshopId, member, listener, put } = await workshop();
    const elsewhere = await hub.workshop('elsewhere');
    const organizer = await member('organizer');
    const who = await listener(await hub.someone('moderator', [workshopId, elsewhere]));
    await hub.members.remove(organizer.who.accountId, { workshopId, accountId: who.who.accountId });
    await put(putRooms(2));
    expect(who.heard).toEqual([{ name: 'scope.changed', notice: { workshopId } }]);
    await hub.store.write(elsewhere, putRooms(1));
    await put(putRooms(1));
    expect(who.moved().map((notice) => notice.workshopId)).toEqual([elsewhere]);
  });

  test('who joins a further workshop hears of it without a new connection, who is gone hears nothing', async () => {
    const { hub, workshopId, member, listener, put, settle } = await workshop();
    const elsewhere = await hub.workshop('elsewhere');
    const organizer = await hub.someone('organizer', [elsewhere, workshopId]);
    const gone = await member('attendee');
    gone.client.disconnect();
    const host = await listener(organizer);
    await hub.ask(organizer, 'POST', '/v1/workshops', { id: randomUUID(), slug: 'third', title: 'A third' });
    await settle();
    expect(host.heard.map(({ name }) => name)).toContain('scope.changed');
    await put(putRooms(1));
    expect(gone.heard).toEqual([]);
    expect(host.moved().at(-1)?.page?.changes).toHaveLength(1);
  });
});
