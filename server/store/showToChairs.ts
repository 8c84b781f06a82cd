import type { Kysely } from 'kysely';
import { z } from 'zod';
import { question } from '#shared/questions/question.ts';
import { readShownTo } from './rowCodec.ts';
import type { Schema } from './schema.ts';

const audiences = z.array(z.string());
const asked = question.pick({ sessionId: true, talkId: true });

/** Questions that wait were for moderators and their authors alone; chairs moderate those of the own sessions (rule Q6). */
export async function showToChairs(db: Kysely<Schema>): Promise<void> {
  const rows = await db.selectFrom('row').selectAll().where('kind', '=', 'question').execute();
  for (const row of rows) {
    const before = audiences.parse(JSON.parse(row.audiences));
    if (row.data === null || before.includes('everyone')) continue;
    const { sessionId, talkId } = asked.parse(JSON.parse(row.data));
    const board = sessionId ?? talkId;
    if (board === null) continue;
    const shown = { ...readShownTo(row), [`board:${board}`]: 0 };
    await db
      .updateTable('row')
      .set({
        audiences: JSON.stringify([...before, `board:${board}`]),
        shown_to: JSON.stringify(shown),
      })
      .where('workshop_id', '=', row.workshop_id)
      .where('kind', '=', 'question')
      .where('id', '=', row.id)
      .execute();
  }
}
