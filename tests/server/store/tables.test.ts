import { createHash, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ChatLog } from '#server/live/chat/ChatLog.ts';
import { joinParts, keepPart, partsHere } from '#server/program/import/ImportParts.ts';
import { StartError } from '#server/StartError.ts';
import { migrate } from '#server/store/migrations.ts';
import { newId } from '#server/store/newId.ts';
import { SqlStore } from '#server/store/SqlStore.ts';
import { Heads } from '#server/sync/Heads.ts';
import { room } from '../sampleRows.ts';
import { databases, gate, openStore, prepareStore, startServerFirst } from './databases.ts';

describe.each(databases)('the tables of a store on $name', ({ name, prepare }) => {
  startServerFirst(name);

  test('keeps everything over closing and opening again', async () => {
    const { store, workshopId, open } = await prepareStore(prepare);
    const sessionId = randomUUID();
    await store.writeStage(workshopId, sessionId, 7, 'live', { hands: ['a'] });
    await store.setMeta('epoch', 'one');
    await store.setMeta('epoch', 'two');
    await store.close();
    const { store: again } = await openStore(open);
    expect(await again.readStage(sessionId)).toEqual({
      ...{ workshopId, seq: 7, phase: 'live', body: { hands: ['a'] } },
    });
    expect((await again.row(workshopId, 'stage', sessionId))?.data.phase).toBe('live');
    expect(await again.meta('epoch')).toBe('two');
    expect(await again.meta('another')).toBeNull();
  });

  test('L7: writes a stage row only when the phase changes', async () => {
    const { store, workshopId } = await prepareStore(prepare);
    const sessionId = randomUUID();
    await store.writeStage(workshopId, sessionId, 1, 'green-room', null);
    await store.writeStage(workshopId, sessionId, 2, 'green-room', null);
    expect((await store.workshop(workshopId))?.head).toBe(1);
    await store.writeStage(workshopId, sessionId, 3, 'live', null);
    expect((await store.workshop(workshopId))?.head).toBe(2);
  });

  test('workshops come in the order of their slugs, whatever the locale of the database', async () => {
    const { store } = await prepareStore(prepare);
    for (const slug of ['b', 'ab', 'a-c', 'a']) await store.createWorkshop(newId(), slug);
    expect((await store.workshops()).map(({ slug }) => slug)).toEqual(['a', 'a-c', 'ab', 'b', 'sample']);
    await expect(store.createWorkshop(newId(), 'ab')).rejects.toThrow();
  });

  test("an import's parts come in any order, again and in two imports at once, and join to the text that was cut", async () => {
    const { store, workshopId } = await prepareStore(prepare);
    const key = { workshopId, importId: randomUUID(), accountId: randomUUID() };
    const other = { ...key, importId: randomUUID() };
    const text = 'One talk, two talks. '.repeat(50);
    const sha256 = createHash('sha256').update(text).digest('hex');
    const parts = [text.slice(0, 300), text.slice(300, 600), text.slice(600)];
    await Promise.all(
      [2, 0, 1, 0].map((part) => keepPart(store, key, part, part === 1 ? 'broken' : (parts[part] ?? ''))),
    );
    await keepPart(store, other, 0, 'other');
    await keepPart(store, key, 1, parts[1] ?? '');
    expect(await partsHere(store, key)).toEqual([0, 1, 2]);
    expect(await store.transaction((at) => joinParts(at, key, 3, sha256))).toBe(text);
    await store.write(workshopId, async (tx) => {
      const log = { workshop_id: workshopId, import_id: key.importId, changes: text };
      await tx.sql.insertInto('import_log').values(log).execute();
    });
    const logs = await store.read.selectFrom('import_log').selectAll().execute();
    expect(logs).toEqual([{ workshop_id: workshopId, import_id: key.importId, changes: text }]);
  });

  test('a database of the first version, with its rows, is brought to the newest one', async () => {
    const open = await prepare();
    const old = await open();
    await migrate(old.write, '0001-beginning');
    const [workshopId, id] = [newId(), newId()];
    await old.write.insertInto('workshop').values({ id: workshopId, slug: 'old', head: 4 }).execute();
    const audiences = '["everyone"]';
    const row = { workshop_id: workshopId, kind: 'room', id, rev: 4, audiences, shown_to: audiences };
    await old.write
      .insertInto('row')
      .values({ ...row, data: JSON.stringify(room('Old')) })
      .execute();
    await old.close();
    const { store } = await openStore(open);
    expect((await store.row(workshopId, 'room', id))?.data.name).toBe('Old');
    await store.write(workshopId, (tx) => tx.remove('room', id));
    const [gone] = await store.page(workshopId, 4, 5, 10);
    expect(gone?.change).toEqual({ workshopId, kind: 'room', id, rev: 5, data: null });
    expect(Object.keys(gone?.shownTo ?? {})).toEqual(['everyone']);
    const key = { workshopId, importId: randomUUID(), accountId: randomUUID() };
    await keepPart(store, key, 0, 'text');
    expect(await partsHere(store, key)).toEqual([0]);
  });

  test('L2: chat messages that an older hub stored are not of the green room', async () => {
    const open = await prepare();
    const old = await open();
    await migrate(old.write, '0006-live');
    const [workshopId, sessionId, id, accountId] = [newId(), newId(), newId(), newId()];
    await old.write.insertInto('workshop').values({ id: workshopId, slug: 'old', head: 0 }).execute();
    const message = { id, name: 'Ada', role: 'speaker', text: 'before', at: 1, seq: 1 } as const;
    const keys = { workshop_id: workshopId, session_id: sessionId, account_id: accountId };
    await old.write
      .insertInto('chat_message')
      .values({ ...message, ...keys })
      .execute();
    await old.close();
    const { store } = await openStore(open);
    const log = new ChatLog({ workshopId, sessionId }, store);
    await log.append({ ...message, id: newId(), accountId }, true);
    const page = await log.page(null, false);
    expect(page).toEqual({ messages: [{ ...message, accountId }], more: false });
    expect((await log.page(null, true)).messages.map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('a migration that fails leaves the tables as they were', async () => {
    const database = await (await prepare())();
    onTestFinished(() => database.close());
    await migrate(database.write, '0001-beginning');
    await sql`create table import_log (id integer)`.execute(database.write);
    await expect(migrate(database.write)).rejects.toThrow('could not bring its database up to date');
    const parts = database.read.selectFrom('import_part').selectAll().execute();
    await expect(parts).rejects.toThrow(/import_part/);
  });

  test('a database of a newer hub is refused in a sentence', async () => {
    const open = await prepare();
    const { store } = await openStore(open);
    const newer = { name: '9999-later', timestamp: new Date().toISOString() };
    await store.transaction((at) =>
      sql`insert into kysely_migration values (${newer.name}, ${newer.timestamp})`.execute(at),
    );
    const database = await open();
    onTestFinished(() => database.close());
    await expect(SqlStore.open(database, new Heads())).rejects.toEqual(
      new StartError("The hub's database was written by a newer version of Lectern: start that version"),
    );
  });

  test('of two hubs on one database the second is refused in a sentence, until the first is closed', async () => {
    const { store, open } = await prepareStore(prepare);
    await store.hold();
    const { store: second } = await openStore(open);
    await expect(second.hold()).rejects.toThrow(StartError);
    await expect(second.hold()).rejects.toThrow(/^Another hub is running on /);
    await store.close();
    await second.hold();
    await second.setMeta('hub', 'second');
    expect(await second.meta('hub')).toBe('second');
  });

  test('closing lets a write that is under way end, and takes no other', async () => {
    const { store, workshopId, open } = await prepareStore(prepare);
    const [holding, goOn] = [gate(), gate()];
    const id = randomUUID();
    const slow = store.write(workshopId, async (tx) => {
      await tx.put('room', id, room('Slow'));
      holding.open();
      await goOn.opened;
    });
    await holding.opened;
    const closing = store.close();
    await expect(store.setMeta('late', 'x')).rejects.toThrow('the store is closed');
    goOn.open();
    await Promise.all([slow, closing]);
    const { store: again } = await openStore(open);
    expect((await again.row(workshopId, 'room', id))?.data.name).toBe('Slow');
  });
});
