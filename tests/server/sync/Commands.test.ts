import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createLog } from '#server/log.ts';
import { Access } from '#server/people/Access.ts';
import { AccessTokens } from '#server/people/AccessTokens.ts';
import { HubKey } from '#server/people/HubKey.ts';
import { Tallies } from '#server/questions/Tallies.ts';
import { Commands } from '#server/sync/Commands.ts';
import type { Command, CommandArgs, CommandName } from '#shared/contracts/commands.ts';
import type { Role } from '#shared/people/account.ts';
import type { QuestionState } from '#shared/questions/question.ts';
import { nextState, type QuestionAct } from '#shared/questions/transitions.ts';
import { contents, recording, session, talk } from '../sampleRows.ts';
import { openTestStore } from '../testStore.ts';

async function board() {
  const { store, workshopId, folder } = await openTestStore();
  const access = new Access(store, new AccessTokens(await HubKey.open(folder), 600));
  const tallies = await Tallies.create(store, createLog('silent'));
  onTestFinished(() => tallies.close());
  const commands = new Commands(store, access, tallies, () => Date.parse('2020-06-23T10:00:00Z'));
  const ids = { session: randomUUID(), talk: randomUUID(), recording: randomUUID() };
  await store.write(workshopId, async (tx) => {
    await tx.put('session', ids.session, session());
    await tx.put('talk', ids.talk, talk({ sessionId: ids.session }));
    await tx.put('recording', ids.recording, recording(ids.talk));
    await tx.put('recordingContents', ids.recording, contents(ids.recording, ids.talk, { released: true }));
  });
  const member = async (role: Role) => {
    const id = randomUUID();
    await store.transaction(async (sql) => {
      await sql
        .insertInto('account')
        .values({ id, name: `A ${role}`, created: 0 })
        .execute();
      await sql
        .insertInto('membership')
        .values({ account_id: id, workshop_id: workshopId, role, person_id: null })
        .execute();
    });
    return id;
  };
  const send = <N extends CommandName>(who: string, name: N, args: CommandArgs<N>, id = randomUUID()) =>
    commands.run(who, { id, workshopId, name, args } as unknown as Command);
  const ask = async (who: string, change: Partial<CommandArgs<'question.ask'>> = {}) => {
    const questionId = randomUUID();
    const base = {
      questionId,
      text: 'Why?',
      talkId: ids.talk,
      sessionId: null,
      anchor: null,
      anonymous: false,
    };
    return { questionId, reply: await send(who, 'question.ask', { ...base, ...change }) };
  };
  const stateOf = async (id: string) => (await store.row(workshopId, 'question', id))?.data.state;
  return { store, workshopId, ids, member, send, ask, stateOf };
}

const commandOf = {
  approve: 'question.approve',
  dismiss: 'question.dismiss',
  restore: 'question.restore',
  putLive: 'question.putLive',
  takeBack: 'question.takeBack',
  answer: 'question.answer',
  withdraw: 'question.withdraw',
} as const satisfies Record<QuestionAct, CommandName>;

function argsOf(act: QuestionAct, questionId: string): CommandArgs<CommandName> {
  if (act === 'dismiss') return { questionId, reason: 'asked before' };
  if (act === 'answer') return { questionId, text: 'Because.' };
  return { questionId };
}

describe('a command', () => {
  test('S6: is applied at most once, however often and at once it is sent', async () => {
    const { member, send, ids, store, workshopId } = await board();
    const who = await member('attendee');
    const args = {
      questionId: randomUUID(),
      text: 'Once?',
      talkId: ids.talk,
      sessionId: null,
      anchor: null,
      anonymous: false,
    };
    const id = randomUUID();
    const replies = await Promise.all(Array.from({ length: 5 }, () => send(who, 'question.ask', args, id)));
    expect(new Set(replies.map((reply) => JSON.stringify(reply))).size).toBe(1);
    expect(replies[0]?.outcome).toBe('applied');
    expect(await store.rows(workshopId, 'question')).toHaveLength(1);
  });

  test('S6: one that was refused answers the same refusal later, though it would fit now', async () => {
    const { member, send, ask } = await board();
    const [who, moderator] = [await member('attendee'), await member('moderator')];
    const { questionId } = await ask(who);
    const id = randomUUID();
    const early = await send(moderator, 'question.putLive', { questionId }, id);
    await send(moderator, 'question.approve', { questionId });
    expect(early).toMatchObject({ outcome: 'refused', reason: 'wrong-state' });
    expect(await send(moderator, 'question.putLive', { questionId }, id)).toEqual(early);
  });

  test('Q1: any sequence of acts leaves the question where the transition table says', async () => {
    const { member, send, ask, stateOf } = await board();
    const [who, moderator] = [await member('attendee'), await member('moderator')];
    const acts = Object.keys(commandOf) as QuestionAct[];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...acts), { maxLength: 8 }), async (sequence) => {
        const { questionId } = await ask(who);
        let state: QuestionState = 'pending';
        for (const act of sequence) {
          const sender = act === 'withdraw' ? who : moderator;
          // The author sees the own question in every state, the moderator too.
          const reply = await send(sender, commandOf[act], argsOf(act, questionId) as never);
          const next = nextState(state, act);
          expect(reply.outcome, `${act} when ${state}`).toBe(next === null ? 'refused' : 'applied');
          state = next ?? state;
          expect(await stateOf(questionId)).toBe(state);
        }
        if (state === 'live') await send(moderator, 'question.takeBack', { questionId });
      }),
      { numRuns: 40 },
    );
  });

  test('A3: an attendee and a speaker moderate nothing, each act refused by name', async () => {
    const { member, send, ask, stateOf } = await board();
    const author = await member('attendee');
    const { questionId } = await ask(author);
    for (const who of [author, await member('speaker')]) {
      for (const act of ['approve', 'dismiss', 'restore', 'putLive', 'takeBack', 'answer'] as const) {
        expect(await send(who, commandOf[act], argsOf(act, questionId) as never)).toEqual({
          outcome: 'refused',
          reason: 'not-allowed',
        });
      }
    }
    expect(await stateOf(questionId)).toBe('pending');
  });

  test('Q4: what one cannot see is not found, whether it is there or not', async () => {
    const { member, send, ask } = await board();
    const other = await member('attendee');
    const { questionId } = await ask(await member('attendee'));
    const hidden = await send(other, 'question.vote', { questionId });
    const absent = await send(other, 'question.vote', { questionId: randomUUID() });
    expect(hidden).toEqual({ outcome: 'refused', reason: 'not-found', detail: 'question' });
    expect(absent).toEqual(hidden);
    expect(await send(other, 'question.withdraw', { questionId })).toEqual(hidden);
  });

  test('Q4: an anonymous question carries no name, its authorship does', async () => {
    const { member, ask, store, workshopId } = await board();
    const who = await member('attendee');
    const { questionId } = await ask(who, { anonymous: true });
    expect((await store.row(workshopId, 'question', questionId))?.data.askedBy).toBeNull();
    expect((await store.row(workshopId, 'authorship', questionId))?.data.accountId).toBe(who);
    const shown = await store.storedRow(workshopId, 'authorship', questionId);
    expect(Object.keys(shown?.shownTo ?? {})).toEqual(['moderators', `account:${who}`]);
  });

  test('Q2: an anchor lies in a recording of the talk that is there, open and long enough', async () => {
    const { member, ask, ids, store, workshopId } = await board();
    const who = await member('attendee');
    const at = (second: number, recordingId = ids.recording) => ({ anchor: { recordingId, second } });
    expect((await ask(who, at(59))).reply.outcome).toBe('applied');
    expect((await ask(who, at(61))).reply).toMatchObject({ reason: 'malformed' });
    expect((await ask(who, at(1, randomUUID()))).reply).toMatchObject({ reason: 'not-found' });
    expect((await ask(who, { talkId: randomUUID() })).reply).toMatchObject({ reason: 'not-found' });
    expect((await ask(who, { talkId: null })).reply).toMatchObject({ reason: 'malformed' });
    await store.write(workshopId, (tx) =>
      tx.put('recordingContents', ids.recording, contents(ids.recording, ids.talk)),
    );
    expect((await ask(who, at(1))).reply).toMatchObject({ reason: 'not-released' });
    expect((await ask(await member('moderator'), at(1))).reply.outcome).toBe('applied');
  });

  test('a question id that is taken is refused', async () => {
    const { member, ask } = await board();
    const { questionId } = await ask(await member('attendee'));
    expect((await ask(await member('attendee'), { questionId })).reply).toMatchObject({
      reason: 'already-done',
    });
  });

  test('Q1: one question is live per stage', async () => {
    const { member, send, ask, ids } = await board();
    const [who, moderator] = [await member('attendee'), await member('moderator')];
    const one = await ask(who);
    const two = await ask(who, { talkId: null, sessionId: ids.session });
    for (const { questionId } of [one, two]) await send(moderator, 'question.approve', { questionId });
    await send(moderator, 'question.putLive', { questionId: one.questionId });
    const refused = await send(moderator, 'question.putLive', { questionId: two.questionId });
    expect(refused).toMatchObject({ outcome: 'refused', reason: 'wrong-state' });
    await send(moderator, 'question.takeBack', { questionId: one.questionId });
    const live = await send(moderator, 'question.putLive', { questionId: two.questionId });
    expect(live.outcome).toBe('applied');
  });

  test('Q3: one vote per account; the tally counts voters, is written rarely, and ends right', async () => {
    const { member, send, ask, store, workshopId } = await board();
    const moderator = await member('moderator');
    const { questionId } = await ask(moderator);
    await send(moderator, 'question.approve', { questionId });
    const voters = await Promise.all(Array.from({ length: 20 }, () => member('attendee')));
    const before = (await store.workshop(workshopId))?.head ?? 0;
    for (const who of voters) {
      await send(who, 'question.vote', { questionId });
      await send(who, 'question.vote', { questionId });
    }
    const [first = ''] = voters;
    await send(first, 'question.unvote', { questionId });
    await expect.poll(async () => (await store.row(workshopId, 'tally', questionId))?.data.votes).toBe(19);
    const head = (await store.workshop(workshopId))?.head ?? 0;
    expect(head - before - 21).toBeLessThan(20);
    const vote = (await store.rows(workshopId, 'vote'))[0];
    const shown = vote && (await store.storedRow(workshopId, 'vote', vote.id));
    expect(Object.keys(shown?.shownTo ?? {})).toEqual([`account:${vote?.data.accountId}`]);
  });

  test('Q3: a tally that a crash left behind is written at the next start', async () => {
    const { member, ask, store, workshopId } = await board();
    const who = await member('moderator');
    const { questionId } = await ask(who);
    await store.transaction((sql) =>
      sql
        .insertInto('vote')
        .values({ workshop_id: workshopId, question_id: questionId, account_id: who })
        .execute(),
    );
    const tallies = await Tallies.create(store, createLog('silent'));
    await tallies.close();
    expect((await store.row(workshopId, 'tally', questionId))?.data.votes).toBe(1);
  });
});
