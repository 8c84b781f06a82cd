import type { RowData } from '#shared/sync/rows.ts';
import { derivedId } from '../store/newId.ts';
import type { Store, WorkshopWrite } from '../store/Store.ts';

/** A question made up for a demonstration. */
export type SampleQuestion = {
  readonly key: string;
  readonly text: string;
  readonly state: 'pending' | 'approved';
  readonly talkId: string | null;
  readonly sessionId: string | null;
  readonly anchor: { readonly recordingId: string; readonly second: number } | null;
  readonly askedAt: string;
  readonly votes: number;
  /** Of an answered question, whose `state` is what it was before. */
  readonly answer: Omit<RowData<'answer'>, 'questionId'> | null;
};

const ASKER = 'Sample attendee';

async function sampleAccount(tx: WorkshopWrite, index: number): Promise<string> {
  const id = derivedId('sample-account', tx.workshopId, String(index));
  await tx.sql
    .insertInto('account')
    .values({ id, name: `${ASKER} ${index + 1}`, created: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return id;
}

async function ask(tx: WorkshopWrite, sample: SampleQuestion): Promise<void> {
  const questionId = derivedId('sample-question', tx.workshopId, sample.key);
  if (await tx.row('question', questionId)) return;
  const accountId = await sampleAccount(tx, 0);
  const { text, talkId, sessionId, anchor, askedAt, answer } = sample;
  const state = answer ? 'answered' : sample.state;
  await tx.sql
    .insertInto('question_author')
    .values({ workshop_id: tx.workshopId, question_id: questionId, account_id: accountId })
    .execute();
  await tx.put('question', questionId, {
    text,
    state,
    talkId,
    sessionId,
    anchor,
    askedBy: ASKER,
    askedAt,
    dismissal: null,
    sample: true,
  });
  await tx.put('authorship', questionId, { questionId, accountId, name: ASKER });
  if (answer) await tx.put('answer', questionId, { ...answer, questionId });
  for (let index = 1; index <= sample.votes; index += 1) {
    const voter = await sampleAccount(tx, index);
    await tx.sql
      .insertInto('vote')
      .values({ workshop_id: tx.workshopId, question_id: questionId, account_id: voter })
      .execute();
  }
  if (sample.votes > 0) await tx.put('tally', questionId, { questionId, votes: sample.votes });
}

/** Puts made-up questions on the board, each marked as a sample; those that are there stay as they are. */
export async function seedQuestions(
  store: Store,
  workshopId: string,
  samples: readonly SampleQuestion[],
): Promise<void> {
  await store.write(workshopId, async (tx) => {
    for (const sample of samples) await ask(tx, sample);
  });
}
