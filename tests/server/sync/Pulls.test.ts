import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { cursorAt, scopeOf } from '#server/sync/cursor.ts';
import { Pulls } from '#server/sync/Pulls.ts';
import { type CurrentReader, Readers } from '#server/sync/Readers.ts';
import { question, room } from '../sampleRows.ts';
import { openTestStore } from '../testStore.ts';

const epoch = randomUUID();

async function workshop() {
  const { store, workshopId } = await openTestStore();
  const accountId = randomUUID();
  await store.transaction(async (sql) => {
    await sql.insertInto('account').values({ id: accountId, name: 'Ada', created: 0 }).execute();
    const given = { account_id: accountId, workshop_id: workshopId, role: 'moderator', person_id: null };
    await sql.insertInto('membership').values(given).execute();
  });
  const said: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line: string) => void said.push(line) });
  return { store, workshopId, accountId, said, log };
}

test('S10: a hub that an app is ahead of says in its log what to do about it, and begins a snapshot', async () => {
  const { store, workshopId, accountId, said, log } = await workshop();
  await store.write(workshopId, (tx) => tx.put('room', randomUUID(), room('Blue')));
  const pulls = new Pulls({ store, readers: new Readers(store), epoch, log });
  const reader: CurrentReader = { accountId, role: 'moderator', talkIds: [], boards: [], stamp: 0 };
  const ask = (rev: number) =>
    pulls.page(accountId, {
      workshopId,
      cursor: cursorAt(epoch, scopeOf(workshopId, reader), rev),
      limit: 10,
    });
  expect((await ask(1)).snapshot).toBe(false);
  expect(said).toEqual([]);
  expect((await ask(7)).snapshot).toBe(true);
  expect(said.join()).toContain('new-epoch');
});

test('S4: a pull during which the reader is demoted is answered as what the reader is afterwards', async () => {
  const { store, workshopId, accountId, log } = await workshop();
  await store.write(workshopId, (tx) => tx.put('question', randomUUID(), question()));
  const known = new Readers(store);
  let asked = 0;
  const readers: Pick<Readers, 'among'> = {
    among: async (...args) => {
      const found = await known.among(...args);
      asked += 1;
      if (asked === 1) {
        await store.transaction((sql) =>
          sql.updateTable('membership').set({ role: 'attendee', stamp: 1 }).execute(),
        );
      }
      return found;
    },
  };
  const pulls = new Pulls({ store, readers: readers as Readers, epoch, log });
  const page = await pulls.page(accountId, { workshopId, cursor: null, limit: 10 });
  expect(page.changes).toEqual([]);
  expect(asked).toBe(4);
});
