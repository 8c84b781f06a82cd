import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { newId } from '#server/store/newId.ts';
import type { Store } from '#server/store/Store.ts';
import { room } from '../sampleRows.ts';
import { databases, gate, openSecond, prepareStore, startServerFirst } from './databases.ts';

/** Reads as a client pulls: the head, then the page up to it, over and over. */
function follow(store: Store, workshopId: string) {
  const seen: number[] = [];
  let going = true;
  let after = 0;
  const round = async () => {
    const head = (await store.workshop(workshopId))?.head ?? 0;
    const page = await store.page(workshopId, after, head, 1000);
    seen.push(...page.map((stored) => stored.change.rev));
    after = head;
  };
  const ended = (async () => {
    while (going) {
      await round();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await round();
  })();
  const stop = async () => {
    going = false;
    await ended;
    return seen;
  };
  return { seen, stop };
}

const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe.each(databases)('the heads of a store on $name', ({ name, prepare }) => {
  startServerFirst(name);

  test('S1: writers that race on two connections get revs without gaps or doubles, and no reader passes a row that commits late', async () => {
    const { store, workshopId, open } = await prepareStore(prepare);
    const second = await openSecond(open, store);
    const readers = [store, store, second].map((each) => follow(each, workshopId));
    const writers = Array.from({ length: 60 }, (_, index) =>
      (index % 2 === 0 ? store : second).write(workshopId, async (tx) => {
        await tx.put('room', randomUUID(), room(`Room ${index}`));
        await new Promise((resolve) => setImmediate(resolve));
        if (index % 5 === 0) throw new Error('changed its mind');
        await tx.put('room', randomUUID(), room(`Other room ${index}`));
      }),
    );
    const outcomes = await Promise.allSettled(writers);
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(12);
    expect((await store.workshop(workshopId))?.head).toBe(96);
    for (const reader of readers) expect(await reader.stop()).toEqual(upTo(96));
  });

  test('S1: while a slow writer holds its rows back, a hundred pulls see nothing of them nor of those that wait behind it', async () => {
    const { store, workshopId, open } = await prepareStore(prepare);
    const second = await openSecond(open, store);
    const [holding, goOn] = [gate(), gate()];
    const slow = store.write(workshopId, async (tx) => {
      await tx.put('room', randomUUID(), room('Slow'));
      await tx.sql.insertInto('meta').values({ key: 'slow', value: 'here' }).execute();
      holding.open();
      await goOn.opened;
    });
    await holding.opened;
    const quick = second.write(workshopId, (tx) => tx.put('room', randomUUID(), room('Quick')));
    for (let pull = 0; pull < 100; pull += 1) {
      const reader = pull % 2 === 0 ? store : second;
      expect((await reader.workshop(workshopId))?.head).toBe(0);
      expect(await reader.page(workshopId, 0, 1000, 1000)).toEqual([]);
      expect(await reader.meta('slow')).toBeNull();
    }
    goOn.open();
    await Promise.all([slow, quick]);
    const names = (await store.rows(workshopId, 'room')).map((row) => [row.rev, row.data.name]);
    expect(names).toEqual([
      [1, 'Slow'],
      [2, 'Quick'],
    ]);
  });

  test('S1: a write of one workshop holds up no other workshop where the database can do that, and no reader anywhere', async () => {
    const { store, database, workshopId } = await prepareStore(prepare);
    const other = newId();
    await store.createWorkshop(other, 'other');
    const [holding, goOn] = [gate(), gate()];
    const slow = store.write(workshopId, async (tx) => {
      await tx.put('room', randomUUID(), room('Slow'));
      holding.open();
      await goOn.opened;
    });
    await holding.opened;
    let done = false;
    const quick = store
      .write(other, (tx) => tx.put('room', randomUUID(), room('Quick')))
      .then(() => {
        done = true;
      });
    expect(database.writesSideBySide).toBe(name === 'PostgreSQL');
    if (database.writesSideBySide) await quick;
    else for (let reads = 0; reads < 50; reads += 1) await store.workshop(other);
    expect(done).toBe(database.writesSideBySide);
    goOn.open();
    await Promise.all([slow, quick]);
    expect((await store.workshop(other))?.head).toBe(1);
  });

  test('tells of a moved head after the commit, and not at all when a write is undone or puts nothing', async () => {
    const { store, heads, workshopId } = await prepareStore(prepare);
    const told: [number, string | undefined][] = [];
    const reads: Promise<void>[] = [];
    const id = randomUUID();
    heads.onMoved((workshop, head) => {
      reads.push(
        store.row(workshop, 'room', id).then((row) => {
          told.push([head, row?.data.name]);
        }),
      );
    });
    await store.write(workshopId, (tx) => tx.put('room', id, room('Blue')));
    await store.write(workshopId, async () => undefined);
    const failing = store.write(workshopId, async (tx) => {
      await tx.put('room', id, room('Red'));
      throw new Error('undone');
    });
    await expect(failing).rejects.toThrow('undone');
    await Promise.all(reads);
    expect(told).toEqual([[1, 'Blue']]);
    expect((await store.row(workshopId, 'room', id))?.data.name).toBe('Blue');
  });

  test('S6: of commands with one id that race on two connections, one is applied, once', async () => {
    const { store, workshopId, open } = await prepareStore(prepare);
    const second = await openSecond(open, store);
    const [accountId, id] = [randomUUID(), randomUUID()];
    const run = (on: Store) =>
      on.write(workshopId, async (tx) => {
        const known = await tx.sql
          .selectFrom('command')
          .select('reply')
          .where('account_id', '=', accountId)
          .where('id', '=', id)
          .executeTakeFirst();
        if (known) return known.reply;
        await tx.put('room', randomUUID(), room('Once'));
        const reply = String(tx.rev);
        const stored = { account_id: accountId, id, workshop_id: workshopId, reply, at: 1 };
        await tx.sql.insertInto('command').values(stored).execute();
        return reply;
      });
    const replies = await Promise.all(Array.from({ length: 20 }, (_, n) => run(n % 2 ? store : second)));
    expect(new Set(replies)).toEqual(new Set(['1']));
    expect(await store.rows(workshopId, 'room')).toHaveLength(1);
  });

  test('two writes that lock the same rows in opposite order both end, each applied once', async () => {
    const { store, workshopId } = await prepareStore(prepare);
    const other = newId();
    await store.createWorkshop(other, 'other');
    await store.setMeta('a', '');
    await store.setMeta('b', '');
    const append = (workshop: string, keys: readonly string[]) =>
      store.write(workshop, async (tx) => {
        await tx.put('room', randomUUID(), room('Both'));
        for (const key of keys) {
          await tx.sql
            .updateTable('meta')
            .set((eb) => ({ value: eb(eb.ref('value'), '||', 'x') }))
            .where('key', '=', key)
            .execute();
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      });
    await Promise.all([append(workshopId, ['a', 'b']), append(other, ['b', 'a'])]);
    expect([await store.meta('a'), await store.meta('b')]).toEqual(['xx', 'xx']);
    expect((await store.workshop(workshopId))?.head).toBe(1);
    expect((await store.workshop(other))?.head).toBe(1);
  });
});
