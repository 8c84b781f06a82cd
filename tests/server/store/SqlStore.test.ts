import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SqlStore } from '#server/store/SqlStore.ts';
import { openSqlite } from '#server/store/sqlite.ts';
import { Heads } from '#server/sync/Heads.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { audiencesOfReader, project } from '#shared/sync/audiences.ts';
import { question, room } from '../sampleRows.ts';
import { openTestStore } from '../testStore.ts';

describe('a store', () => {
  test('S1: writers that race get revs without gaps or doubles, and no reader passes a row that commits late', async () => {
    const { store, workshopId } = await openTestStore();
    const seen: number[] = [];
    let reading = true;
    const reader = (async () => {
      let after = 0;
      while (reading) {
        const head = (await store.workshop(workshopId))?.head ?? 0;
        const page = await store.page(workshopId, after, head, 1000);
        seen.push(...page.map((stored) => stored.change.rev));
        after = head;
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const writers = Array.from({ length: 60 }, (_, index) =>
      store.write(workshopId, async (tx) => {
        await tx.put('room', randomUUID(), room(`Room ${index}`));
        await new Promise((resolve) => setImmediate(resolve));
        if (index % 5 === 0) throw new Error('changed its mind');
        await tx.put('room', randomUUID(), room(`Other room ${index}`));
      }),
    );
    const outcomes = await Promise.allSettled(writers);
    expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(12);
    const head = (await store.workshop(workshopId))?.head;
    expect(head).toBe(96);
    while (seen.length < 96) await new Promise((resolve) => setImmediate(resolve));
    reading = false;
    await reader;
    expect(seen).toEqual(Array.from({ length: 96 }, (_, index) => index + 1));
  });

  test('tells of a moved head after the commit, and not at all when a write is undone or puts nothing', async () => {
    const { store, heads, workshopId } = await openTestStore();
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

  test('S5: a tombstone goes only to those who were ever shown the row', async () => {
    const { store, workshopId } = await openTestStore();
    const [asker, other, moderator] = [randomUUID(), randomUUID(), randomUUID()];
    const [pending, approved] = [randomUUID(), randomUUID()];
    const holds = (accountId: string, role: 'attendee' | 'moderator') =>
      audiencesOfReader({ accountId, role, talkIds: [] });
    for (const id of [pending, approved]) {
      await store.write(workshopId, async (tx) => {
        await tx.sql
          .insertInto('question_author')
          .values({ workshop_id: workshopId, question_id: id, account_id: asker })
          .execute();
        await tx.put('question', id, question());
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
    expect(await sent(holds(asker, 'attendee'))).toEqual([
      [approved, 'row'],
      [pending, 'gone'],
    ]);
    expect(await sent(holds(moderator, 'moderator'))).toEqual([
      [approved, 'row'],
      [pending, 'gone'],
    ]);
  });

  test('keeps everything over closing and opening again', async () => {
    const { store, workshopId, folder } = await openTestStore();
    const sessionId = randomUUID();
    await store.writeStage(workshopId, sessionId, 7, 'live', { hands: ['a'] });
    await store.setMeta('epoch', 'one');
    await store.close();
    const again = await SqlStore.open(await openSqlite(join(folder, 'hub.db')), new Heads());
    expect(await again.readStage(sessionId)).toEqual({ seq: 7, phase: 'live', body: { hands: ['a'] } });
    expect((await again.row(workshopId, 'stage', sessionId))?.data.phase).toBe('live');
    expect(await again.meta('epoch')).toBe('one');
    await again.close();
  });

  test('L7: writes a stage row only when the phase changes', async () => {
    const { store, workshopId } = await openTestStore();
    const sessionId = randomUUID();
    await store.writeStage(workshopId, sessionId, 1, 'green-room', null);
    await store.writeStage(workshopId, sessionId, 2, 'green-room', null);
    expect((await store.workshop(workshopId))?.head).toBe(1);
    await store.writeStage(workshopId, sessionId, 3, 'live', null);
    expect((await store.workshop(workshopId))?.head).toBe(2);
  });

  test('refuses to write a row that is not of its kind, or of a workshop that is not there', async () => {
    const { store, workshopId } = await openTestStore();
    const wrong = store.write(workshopId, (tx) => tx.put('room', randomUUID(), { name: '', order: 0 }));
    await expect(wrong).rejects.toThrow(/room/);
    const nowhere = store.write(randomUUID(), async () => undefined);
    await expect(nowhere).rejects.toEqual(new RefusedError('not-found', 'workshop'));
  });
});
