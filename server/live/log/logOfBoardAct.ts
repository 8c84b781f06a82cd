import type { Command } from '#shared/contracts/commands.ts';
import { type BoardAct, boardActs } from '#shared/live/stageActs.ts';
import { stageOfQuestion } from '#shared/questions/stageOfQuestion.ts';
import type { Effect } from '../../sync/CommandActor.ts';
import type { LogDraft } from './StageLog.ts';

function isBoardAct(name: string): name is BoardAct {
  return (boardActs as readonly string[]).includes(name);
}

/**
 * What an applied command is in a session's log (rule Q6), and which session that is; `null` for what is none of it.
 * What authors do to the own questions is not: an anonymous one would be anonymous no more (rule Q4).
 */
export async function logOfBoardAct(
  { tx, actor }: Pick<Effect, 'tx' | 'actor'>,
  command: Command,
): Promise<{ readonly sessionId: string; readonly draft: LogDraft } | null> {
  const act = command.name.replace(/^question\./, '');
  if (!command.name.startsWith('question.') || !isBoardAct(act) || !('questionId' in command.args))
    return null;
  const question = await tx.row('question', command.args.questionId);
  if (!question) return null;
  const sessions = await tx.rows('session');
  const sessionId = stageOfQuestion(question.data, sessions, await tx.rows('talk'));
  if (sessionId === null || !sessions.find(({ id }) => id === sessionId)?.data.live) return null;
  const by = { accountId: actor.reader.accountId, name: actor.name };
  const { text, dismissal } = question.data;
  return { sessionId, draft: { kind: `question.${act}`, by, subject: text, detail: dismissal } };
}
