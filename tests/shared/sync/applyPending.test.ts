import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command, CommandName } from '#shared/contracts/commands.ts';
import { type QuestionState, questionState } from '#shared/questions/question.ts';
import { possibleActs } from '#shared/questions/transitions.ts';
import { applyPending, type PendingCommand, type QuestionRow } from '#shared/sync/applyPending.ts';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const workshopId = uuid(1);
const me = { id: uuid(2), name: 'Sample Attendee' };
const other = { id: uuid(3), name: 'Sample Other' };
const at = Date.parse('2020-06-25T12:00:00.000Z');
const questionIds = [uuid(10), uuid(11), uuid(12)];

function questionRow(id: string, state: QuestionState = 'approved'): QuestionRow {
  const data = {
    text: 'Does it scale?',
    state,
    talkId: null,
    sessionId: null,
    anchor: null,
    askedBy: other.name,
    askedAt: '2020-06-24T12:00:00.000Z',
    dismissal: null,
    sample: true,
  };
  return { workshopId, kind: 'question', id, rev: 1, data };
}

function tallyRow(questionId: string, votes: number): QuestionRow {
  return { workshopId, kind: 'tally', id: questionId, rev: 1, data: { questionId, votes } };
}

function voteRow(questionId: string, accountId: string): QuestionRow {
  return { workshopId, kind: 'vote', id: uuid(99), rev: 1, data: { questionId, accountId } };
}

function argsOf(name: CommandName, questionId: string): object {
  if (name === 'question.ask') {
    return { questionId, text: 'Why?', talkId: null, sessionId: null, anchor: null, anonymous: false };
  }
  if (name === 'question.dismiss') return { questionId, reason: 'twice' };
  if (name === 'question.answer') return { questionId, text: 'Because.' };
  return { questionId };
}

let ids = 1000;
function pending(
  name: CommandName,
  questionId: string,
  state: PendingCommand['state'] = 'waiting',
): PendingCommand {
  ids += 1;
  const command = { id: uuid(ids), workshopId, name, args: argsOf(name, questionId) } as Command;
  return state === 'refused'
    ? { command, at, state, reason: 'wrong-state' }
    : { command, at, state, reason: null };
}

const names: CommandName[] = [
  'question.ask',
  'question.withdraw',
  'question.vote',
  'question.unvote',
  'question.approve',
  'question.dismiss',
  'question.restore',
  'question.putLive',
  'question.takeBack',
  'question.answer',
];
const anyPending = fc
  .record({
    name: fc.constantFrom(...names),
    questionId: fc.constantFrom(...questionIds),
    state: fc.constantFrom('waiting' as const, 'applied' as const, 'refused' as const),
  })
  .map(({ name, questionId, state }) => pending(name, questionId, state));
const anyBase = fc
  .record({
    known: fc.subarray(questionIds),
    state: fc.constantFrom(...questionState.options),
    votes: fc.nat(50),
    voted: fc.boolean(),
  })
  .map(({ known, state, votes, voted }) =>
    known.flatMap((id) => [
      questionRow(id, state),
      tallyRow(id, voted ? votes + 1 : votes),
      ...(voted ? [voteRow(id, me.id)] : []),
    ]),
  );

describe('S7 what the reader sees', () => {
  it('is the base alone when nothing is pending', () => {
    fc.assert(
      fc.property(anyBase, (base) => {
        const views = applyPending(base, [], me);
        expect(views.map((v) => v.data)).toEqual(
          base.filter((row) => row.kind === 'question').map((row) => row.data),
        );
        expect(views.every((v) => !v.sending && v.refused === null)).toBe(true);
      }),
    );
  });

  it('never counts a voter twice, whatever is voted and taken back', () => {
    fc.assert(
      fc.property(anyBase, fc.array(anyPending, { maxLength: 12 }), (base, commands) => {
        const before = new Map(applyPending(base, [], me).map((v) => [v.id, v]));
        for (const view of applyPending(base, commands, me)) {
          const was = before.get(view.id);
          const others = (was?.votes ?? 0) - (was?.voted ? 1 : 0);
          expect(view.votes).toBe(others + (view.voted ? 1 : 0));
        }
      }),
    );
  });

  it('keeps every question of the base and changes neither base nor commands', () => {
    fc.assert(
      fc.property(anyBase, fc.array(anyPending, { maxLength: 12 }), (base, commands) => {
        const copies = structuredClone([base, commands]);
        const seen = new Set(applyPending(base, commands, me).map((v) => v.id));
        expect(base.every((row) => row.kind !== 'question' || seen.has(row.id))).toBe(true);
        expect([base, commands]).toEqual(copies);
      }),
    );
  });

  it('does not change again when a command that the base already shows is still pending', () => {
    const base = [questionRow(uuid(10)), tallyRow(uuid(10), 3), voteRow(uuid(10), me.id)];
    const [view] = applyPending(base, [pending('question.vote', uuid(10), 'applied')], me);
    expect(view).toMatchObject({ votes: 3, voted: true, sending: false });
  });

  it('moves a question only as the transition table allows', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...questionState.options),
        fc.constantFrom(...names.filter((n) => !/ask|vote/.test(n))),
        (state, name) => {
          const [view] = applyPending([questionRow(uuid(10), state)], [pending(name, uuid(10))], me);
          const act = name.replace('question.', '');
          const isPossible = possibleActs(state).some((possible) => possible === act);
          expect(view?.data.state !== state).toBe(isPossible);
        },
      ),
    );
  });
});

describe('S6 a question of one’s own', () => {
  it('is seen as pending and being sent from the moment it is asked', () => {
    const [view] = applyPending([], [pending('question.ask', uuid(10))], me);
    expect(view).toMatchObject({ mine: true, sending: true, refused: null, authorName: me.name });
    expect(view?.data).toMatchObject({
      state: 'pending',
      askedBy: me.name,
      askedAt: new Date(at).toISOString(),
    });
  });

  it('stays in sight with the reason when the hub has refused it', () => {
    const ask = pending('question.ask', uuid(10), 'refused');
    const [view] = applyPending([], [ask], me);
    expect(view).toMatchObject({ refused: 'wrong-state', commandId: ask.command.id, sending: false });
  });

  it('is not changed by a refused act, which is named on it', () => {
    const act = pending('question.approve', uuid(10), 'refused');
    const [view] = applyPending([questionRow(uuid(10), 'pending')], [act], me);
    expect(view).toMatchObject({ refused: 'wrong-state', commandId: act.command.id });
    expect(view?.data.state).toBe('pending');
  });

  it('is answered, with the text, as soon as the moderator says so', () => {
    const [view] = applyPending([questionRow(uuid(10), 'live')], [pending('question.answer', uuid(10))], me);
    expect(view?.data.state).toBe('answered');
    expect(view?.answer?.text).toBe('Because.');
  });
});
