import type { CommandArgs } from '#shared/contracts/commands.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Question, QuestionState } from '#shared/questions/question.ts';
import { stageOfQuestion } from '#shared/questions/stageOfQuestion.ts';
import { nextState, type QuestionAct } from '#shared/questions/transitions.ts';
import type { Row } from '#shared/sync/rows.ts';
import type { Effect } from '../sync/CommandActor.ts';
import { authorOf, visibleQuestion } from './visibleQuestion.ts';

type OnQuestion = { readonly questionId: string };

function stateAfter(question: Row<'question'>, act: QuestionAct): QuestionState {
  const { state } = question.data;
  const next = nextState(state, act);
  if (next === null) throw new RefusedError('wrong-state', `${act} is not possible when ${state}`);
  return next;
}

async function move(
  effect: Effect,
  args: OnQuestion,
  act: QuestionAct,
  change: Partial<Question> = {},
): Promise<void> {
  const question = await visibleQuestion(effect, args.questionId);
  const state = stateAfter(question, act);
  await effect.tx.put('question', question.id, { ...question.data, ...change, state });
}

export async function withdraw(effect: Effect, args: OnQuestion): Promise<void> {
  const question = await visibleQuestion(effect, args.questionId);
  if ((await authorOf(effect, question.id)) !== effect.actor.reader.accountId) {
    throw new RefusedError('not-allowed', 'only its author withdraws a question');
  }
  await move(effect, args, 'withdraw');
}

export function approve(effect: Effect, args: OnQuestion): Promise<void> {
  return move(effect, args, 'approve');
}

export function dismiss(effect: Effect, args: CommandArgs<'question.dismiss'>): Promise<void> {
  return move(effect, args, 'dismiss', { dismissal: args.reason === '' ? null : args.reason });
}

export function restore(effect: Effect, args: OnQuestion): Promise<void> {
  return move(effect, args, 'restore', { dismissal: null });
}

export function takeBack(effect: Effect, args: OnQuestion): Promise<void> {
  return move(effect, args, 'takeBack');
}

/** Rule Q1: one live question per stage. */
export async function putLive(effect: Effect, args: OnQuestion): Promise<void> {
  const { tx } = effect;
  const question = await visibleQuestion(effect, args.questionId);
  stateAfter(question, 'putLive');
  const sessions = await tx.rows('session');
  const talks = await tx.rows('talk');
  const stage = stageOfQuestion(question.data, sessions, talks);
  const others = (await tx.rows('question')).filter((other) => other.data.state === 'live');
  if (others.some((other) => stageOfQuestion(other.data, sessions, talks) === stage)) {
    throw new RefusedError('wrong-state', 'another question is live on this stage');
  }
  await move(effect, args, 'putLive');
}

export async function answer(effect: Effect, args: CommandArgs<'question.answer'>): Promise<void> {
  const { questionId } = args;
  const text = args.text === '' ? null : args.text;
  await move(effect, args, 'answer');
  await effect.tx.put('answer', questionId, {
    questionId,
    text,
    span: null,
    answeredAt: effect.now.toISOString(),
  });
}
