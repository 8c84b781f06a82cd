import type { Account } from '#shared/people/account.ts';
import { applyPending, type PendingCommand, type QuestionRow } from '#shared/sync/applyPending.ts';
import type { QuestionView } from '#shared/sync/questionView.ts';
import type { HubDatabase, OutboxEntry } from './database.ts';
import { pendingCommands } from './pendingCommands.ts';
import { baseRows } from './readBase.ts';

const kinds: readonly QuestionRow['kind'][] = ['question', 'authorship', 'vote', 'tally', 'answer'];

/** A workshop's questions as `me` sees them: base and outbox in one reading, so that nothing flickers (S7). */
export function readQuestions(
  database: HubDatabase,
  workshopId: string,
  me: Account,
): Promise<readonly QuestionView[]> {
  const { base, bases, cursors, commands } = database;
  return database.transaction('r', base, bases, cursors, commands, async () => {
    const lists = await Promise.all(kinds.map((kind) => baseRows(database, workshopId, kind)));
    const rows = lists.flat();
    const entries = await pendingCommands(database, workshopId);
    return applyPending(rows, entries.map(pendingOf), me);
  });
}

function pendingOf({ command, at, state, reason }: OutboxEntry): PendingCommand {
  if (state !== 'refused') return { command, at, state, reason: null };
  return { command, at, state, reason: reason ?? 'hub-error' };
}
