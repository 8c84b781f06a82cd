import { assertNever } from '#shared/assertNever.ts';
import type { QuestionCommand } from '#shared/contracts/commands.ts';
import type { Act } from '#shared/people/permissions.ts';
import type { Effect } from '../sync/CommandActor.ts';
import { ask } from './ask.ts';
import { answer, approve, dismiss, putLive, restore, takeBack, withdraw } from './moderate.ts';
import { unvote, vote } from './vote.ts';

/** What one must be allowed to do to send a command (rule A3). */
export const actOfQuestionCommand: Readonly<Record<QuestionCommand['name'], Act>> = {
  'question.ask': 'question.ask',
  'question.withdraw': 'question.withdrawOwn',
  'question.vote': 'question.vote',
  'question.unvote': 'question.vote',
  'question.approve': 'question.moderate',
  'question.dismiss': 'question.moderate',
  'question.restore': 'question.moderate',
  'question.putLive': 'question.moderate',
  'question.takeBack': 'question.moderate',
  'question.answer': 'question.moderate',
};

export function applyQuestionCommand(effect: Effect, command: QuestionCommand): Promise<void> {
  switch (command.name) {
    case 'question.ask':
      return ask(effect, command.args);
    case 'question.withdraw':
      return withdraw(effect, command.args);
    case 'question.vote':
      return vote(effect, command.args);
    case 'question.unvote':
      return unvote(effect, command.args);
    case 'question.approve':
      return approve(effect, command.args);
    case 'question.dismiss':
      return dismiss(effect, command.args);
    case 'question.restore':
      return restore(effect, command.args);
    case 'question.putLive':
      return putLive(effect, command.args);
    case 'question.takeBack':
      return takeBack(effect, command.args);
    case 'question.answer':
      return answer(effect, command.args);
    default:
      return assertNever(command);
  }
}
