import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { showToChairs } from '#server/store/showToChairs.ts';
import { session } from '../sampleRows.ts';
import { openTestStore } from '../testStore.ts';

test('Q6: questions that an older hub stored are for the chairs of their boards too, once', async () => {
  const { store, workshopId } = await openTestStore();
  const [sessionId, waiting, shown] = [randomUUID(), randomUUID(), randomUUID()];
  const base = {
    text: 'Why?',
    talkId: null,
    sessionId,
    anchor: null,
    askedBy: null,
    dismissal: null,
    sample: true,
  };
  const asked = { ...base, askedAt: '2020-11-12T10:00:00Z' };
  await store.write(workshopId, async (tx) => {
    await tx.put('session', sessionId, session());
    await tx.put('question', waiting, { ...asked, state: 'pending' });
    await tx.put('question', shown, { ...asked, state: 'approved' });
  });
  await store.transaction(async (sql) => {
    const before = { audiences: '["moderators"]', shown_to: '{"moderators":0}' };
    await sql.updateTable('row').set(before).where('id', '=', waiting).execute();
    await showToChairs(sql);
  });
  const stored = async (id: string) => store.storedRow(workshopId, 'question', id);
  const chairs = `board:${sessionId}`;
  expect(await stored(waiting)).toMatchObject({
    audiences: ['moderators', chairs],
    shownTo: { moderators: 0, [chairs]: 0 },
  });
  expect((await stored(shown))?.audiences).toEqual(['everyone']);
});
