import type { Account } from '#shared/people/account.ts';
import { applyPending, type PendingCommand, type QuestionRow } from '#shared/sync/applyPending.ts';
import type { QuestionView } from '#shared/sync/questionView.ts';
import type { HubDatabase, OutboxEntry } from './database.ts';

const kinds: readonly QuestionRow['kind'][] = ['question', 'authorship', 'vote', 'tally', 'answer'];

/** A workshop's questions as `me` sees them: base and outbox in one reading, so that nothing flickers (S7). */
export function readQuestions(
  database: HubDatabase,
  workshopId: string,
  me: Account,
): Promise<readonly QuestionView[]> {
  return database.transaction('r', database.rows, database.outbox, async () => {
    const rows = await database.rows
      .where('[workshopId+kind]')
      .anyOf(kinds.map((kind) => [workshopId, kind]))
      .toArray();
    const entries = await database.outbox.where({ workshopId }).sortBy('seq');
    return applyPending(rows as QuestionRow[], entries.map(pendingOf), me);
  });
}

function pendingOf({ command, at, state, reason }: OutboxEntry): PendingCommand {
  if (state !== 'refused') return { command, at, state, reason: null };
  return { command, at, state, reason: reason ?? 'hub-error' };
}
