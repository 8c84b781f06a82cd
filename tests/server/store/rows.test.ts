import { randomUUID } from 'node:crypto';
import type { KyselyPlugin } from 'kysely';
import { describe, expect, test } from 'vitest';
import { SqlStore } from '#server/store/SqlStore.ts';
import { Heads } from '#server/sync/Heads.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { audiencesOfReader, project } from '#shared/sync/audiences.ts';
import { question, room, talk } from '../sampleRows.ts';
import { databases, prepareStore, startServerFirst } from './databases.ts';

const holds = (accountId: string, role: 'attendee' | 'moderator') =>
  audiencesOfReader({ accountId, role, talkIds: [], boards: [] });

describe.each(databases)('the rows of a store on $name', ({ name, prepare }) => {
  startServerFirst(name);

  test('S5: a tombstone goes only to those who were ever shown the row', async () => {
    const { store, workshopId } = await prepareStore(prepare);
    const [asker, other, moderator] = [randomUUID(), randomUUID(), randomUUID()];
    const [pending, approved] = [randomUUID(), randomUUID()];
    for (const id of [pending, approved]) {
      await store.write(workshopId, async (tx) => {
        await tx.put('question', id, question());
        await tx.sql
          .insertInto('question_author')
          .values({ workshop_id: workshopId, question_id: id, account_id: asker })
          .execute();
      });
    }
    await store.write(workshopId, (tx) => tx.put('question', approved, question({ state: 'approved' })));
    await store.write(workshopId, (tx) => tx.put('question', approved, question({ state: 'dismissed' })));
    await store.write(workshopId, (tx) => tx.remove('question', pending));
    const sent = async (held: ReturnType<typeof holds>) => {
      const page = await store.page(workshopId, 0, 100, 100);
      const changes = page.map((stored) => project(stored, held)).filter((change) => change !== null);
      return changes.map((change) => [change.id, change.data === null ? 'gone' : 'row']);
    };
    expect(await sent(holds(other, 'attendee'))).toEqual([[approved, 'gone']]);
    const both = [
      [approved, 'row'],
      [pending, 'gone'],
    ];
    expect(await sent(holds(asker, 'attendee'))).toEqual(both);
    expect(await sent(holds(moderator, 'moderator'))).toEqual(both);
  });

  test('S5: what one write puts twice was only ever shown as it was put last', async () => {
    const { store, workshopId } = await prepareStore(prepare);
    const id = randomUUID();
    await store.write(workshopId, async (tx) => {
      await tx.put('question', id, question({ state: 'approved' }));
      await tx.put('question', id, question());
    });
    await store.write(workshopId, (tx) => tx.remove('question', id));
    const [stored] = await store.page(workshopId, 0, 100, 100);
    expect(stored && project(stored, holds(randomUUID(), 'attendee'))).toBeNull();
    expect(stored && project(stored, holds(randomUUID(), 'moderator'))).toMatchObject({ id, data: null });
  });

  test('a write sees its own rows: put, put again, removed and put anew, one by one and of a kind', async () => {
    const { store, workshopId } = await prepareStore(prepare);
    const [kept, gone, back] = [randomUUID(), randomUUID(), randomUUID()];
    await store.write(workshopId, async (tx) => {
      for (const [n, id] of [kept, gone, back].entries()) await tx.put('room', id, room(`Old ${n}`));
    });
    await store.write(workshopId, async (tx) => {
      await tx.put('room', kept, room('New'));
      expect((await tx.row('room', kept))?.data.name).toBe('New');
      await tx.remove('room', gone);
      expect(await tx.row('room', gone)).toBeNull();
      await tx.remove('room', gone);
      await tx.remove('room', back);
      await tx.put('room', back, room('Back'));
      expect((await tx.rows('room')).map((row) => [row.rev, row.data.name])).toEqual([
        [4, 'New'],
        [7, 'Back'],
      ]);
      expect(tx.rev).toBe(7);
    });
    const page = await store.page(workshopId, 0, 100, 100);
    expect(page.map(({ change }) => [change.rev, change.id, change.data === null])).toEqual([
      [4, kept, false],
      [5, gone, true],
      [7, back, false],
    ]);
  });

  test('10,000 rows are read, put and read again in one write with a few dozen statements', async () => {
    const { database, workshopId } = await prepareStore(prepare);
    let statements = 0;
    const counter: KyselyPlugin = {
      transformQuery: ({ node }) => {
        statements += 1;
        return node;
      },
      transformResult: async ({ result }) => result,
    };
    const store = await SqlStore.open(
      { ...database, write: database.write.withPlugin(counter) },
      new Heads(),
    );
    const ids = Array.from({ length: 10_000 }, () => randomUUID());
    const fill = (word: string) =>
      store.write(workshopId, async (tx) => {
        statements = 0;
        for (const [n, id] of ids.entries()) {
          const before = await tx.row('room', id);
          await tx.put('room', id, room(before ? `${before.data.name}, ${word}` : `${word} ${n}`));
        }
      });
    await fill('Room');
    expect(statements).toBeLessThan(60);
    await fill('again');
    expect(statements).toBeLessThan(60);
    const rooms = await store.rows(workshopId, 'room');
    expect(rooms.map((row) => row.rev)).toEqual(ids.map((_, n) => 10_001 + n));
    expect(rooms.at(-1)?.data.name).toBe('Room 9999, again');
  }, 60_000);

  test('keeps any text as it is: other scripts, emoji, quotes, a NUL, and much of it', async () => {
    const { store, workshopId } = await prepareStore(prepare);
    const texts = [
      'ไทย עברית 漢字',
      '👩🏽‍🔬',
      `'; drop table "row"; --`,
      'a\u0000b',
      '\\u0000 \\x',
      'é'.repeat(10_000),
    ];
    const ids = texts.map(() => randomUUID());
    await store.write(workshopId, async (tx) => {
      for (const [n, abstract] of texts.entries()) await tx.put('talk', ids[n] ?? '', talk({ abstract }));
    });
    const kept = await Promise.all(ids.map((id) => store.row(workshopId, 'talk', id)));
    expect(kept.map((row) => row?.data.abstract)).toEqual(texts);
  });

  test('a rev or a size that JavaScript would round is an error, not another number', async () => {
    const { store } = await prepareStore(prepare);
    const most = Number.MAX_SAFE_INTEGER;
    await store.transaction((sql) =>
      sql.insertInto('blob').values({ hash: 'most', size: most, type: 'x' }).execute(),
    );
    const sizes = () => store.read.selectFrom('blob').select('size').execute();
    expect(await sizes()).toEqual([{ size: most }]);
    await store.transaction((sql) =>
      sql
        .updateTable('blob')
        .set((eb) => ({ size: eb('size', '+', 2) }))
        .execute(),
    );
    await expect(sizes()).rejects.toThrow(/too large/);
  });

  test('refuses to write a row that is not of its kind, or of a workshop that is not there', async () => {
    const { store, workshopId } = await prepareStore(prepare);
    const wrong = store.write(workshopId, (tx) => tx.put('room', randomUUID(), { name: '', order: 0 }));
    await expect(wrong).rejects.toThrow(/room/);
    const nowhere = store.write(randomUUID(), async () => undefined);
    await expect(nowhere).rejects.toEqual(new RefusedError('not-found', 'workshop'));
  });

  test('reads cannot write', async () => {
    const { store } = await prepareStore(prepare);
    const writing = store.read.insertInto('meta').values({ key: 'a', value: 'b' }).execute();
    await expect(writing).rejects.toThrow(/read-?only/);
  });
});
