import { assertNever } from '../assertNever.ts';
import { type Command, isQuestionCommand, type QuestionCommand } from '../contracts/commands.ts';
import type { RefusalReason } from '../contracts/refusals.ts';
import type { Account } from '../people/account.ts';
import { nextState, type QuestionAct } from '../questions/transitions.ts';
import type { QuestionView } from './questionView.ts';
import type { Row } from './rows.ts';

/** What of a workshop's base questions are made of. */
export type QuestionRow = Row<'question' | 'authorship' | 'vote' | 'tally' | 'answer'>;

/** A command of the outbox that the base does not show yet. `at`: when it was made, ms on the program's clock. */
export type PendingCommand = {
  readonly command: Command;
  readonly at: number;
} & (
  | { readonly state: 'waiting' | 'applied'; readonly reason: null }
  | { readonly state: 'refused'; readonly reason: RefusalReason }
);

type Views = Map<string, QuestionView>;

/**
 * Design rule S7: what the reader sees is the base with the pending commands on it, in their order.
 * A refused command changes nothing but is named on its question; a refused question stays visible to
 * its author. Questions come oldest first. The arguments are not changed.
 */
export function applyPending(
  base: readonly QuestionRow[],
  pending: readonly PendingCommand[],
  me: Account,
): readonly QuestionView[] {
  const views = viewsOfBase(base, me);
  for (const one of pending) applyOne(views, one, me);
  return [...views.values()].sort((a, b) => compare(a.data.askedAt, b.data.askedAt) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function viewsOfBase(base: readonly QuestionRow[], me: Account): Views {
  const views: Views = new Map();
  for (const row of base) {
    if (row.kind === 'question') views.set(row.id, { ...blank, id: row.id, data: row.data });
  }
  for (const row of base) {
    if (row.kind === 'question') continue;
    const view = views.get(row.data.questionId);
    if (view) views.set(view.id, { ...view, ...partOfView(row, me) });
  }
  return views;
}

const blank = {
  votes: 0,
  voted: false,
  mine: false,
  authorName: null,
  answer: null,
  sending: false,
  refused: null,
  commandId: null,
} as const satisfies Partial<QuestionView>;

function partOfView(row: Exclude<QuestionRow, { kind: 'question' }>, me: Account): Partial<QuestionView> {
  switch (row.kind) {
    case 'tally':
      return { votes: row.data.votes };
    case 'vote':
      return row.data.accountId === me.id ? { voted: true } : {};
    case 'authorship':
      return { authorName: row.data.name, ...(row.data.accountId === me.id ? { mine: true } : {}) };
    case 'answer':
      return { answer: row.data };
    default:
      return assertNever(row);
  }
}

function applyOne(views: Views, pending: PendingCommand, me: Account): void {
  const { command } = pending;
  if (!isQuestionCommand(command)) return;
  const id = command.args.questionId;
  const before = views.get(id) ?? null;
  const refused = pending.state === 'refused';
  const after =
    refused && command.name !== 'question.ask' ? before : effectOf(before, command, pending.at, me);
  if (!after) return;
  views.set(id, {
    ...after,
    sending: after.sending || pending.state === 'waiting',
    ...(refused ? { refused: pending.reason, commandId: command.id } : {}),
  });
}

function effectOf(
  view: QuestionView | null,
  command: QuestionCommand,
  at: number,
  me: Account,
): QuestionView | null {
  if (command.name === 'question.ask') return view ?? asked(command, at, me);
  if (!view) return null;
  switch (command.name) {
    case 'question.vote':
      return view.voted ? view : { ...view, voted: true, votes: view.votes + 1 };
    case 'question.unvote':
      return view.voted ? { ...view, voted: false, votes: Math.max(0, view.votes - 1) } : view;
    case 'question.withdraw':
      return moved(view, 'withdraw');
    case 'question.approve':
      return moved(view, 'approve');
    case 'question.dismiss':
      return moved(view, 'dismiss', { data: { ...view.data, dismissal: command.args.reason || null } });
    case 'question.restore':
      return moved(view, 'restore', { data: { ...view.data, dismissal: null } });
    case 'question.putLive':
      return moved(view, 'putLive');
    case 'question.takeBack':
      return moved(view, 'takeBack');
    case 'question.answer': {
      const { questionId, text } = command.args;
      const answeredAt = new Date(at).toISOString();
      return moved(view, 'answer', { answer: { questionId, text: text || null, span: null, answeredAt } });
    }
    default:
      return assertNever(command);
  }
}

/** The view after an act; the same one where the act is not possible from its state. */
function moved(view: QuestionView, act: QuestionAct, change: Partial<QuestionView> = {}): QuestionView {
  const state = nextState(view.data.state, act);
  if (state === null) return view;
  const changed = { ...view, ...change };
  return { ...changed, data: { ...changed.data, state } };
}

function asked(command: Extract<Command, { name: 'question.ask' }>, at: number, me: Account): QuestionView {
  const { questionId, text, talkId, sessionId, anchor, anonymous } = command.args;
  return {
    ...blank,
    id: questionId,
    data: {
      text,
      state: 'pending',
      talkId,
      sessionId,
      anchor,
      askedBy: anonymous ? null : me.name,
      askedAt: new Date(at).toISOString(),
      dismissal: null,
      sample: false,
    },
    mine: true,
    authorName: me.name,
  };
}
