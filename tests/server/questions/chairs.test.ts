import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import { StageLog } from '#server/live/log/StageLog.ts';
import { createLog } from '#server/log.ts';
import { Access } from '#server/people/Access.ts';
import { AccessTokens } from '#server/people/AccessTokens.ts';
import { HubKey } from '#server/people/HubKey.ts';
import { Tallies } from '#server/questions/Tallies.ts';
import { Commands } from '#server/sync/Commands.ts';
import { Readers } from '#server/sync/Readers.ts';
import type { Command, CommandArgs, CommandName } from '#shared/contracts/commands.ts';
import type { Role } from '#shared/people/account.ts';
import { audiencesOfReader } from '#shared/sync/audiences.ts';
import { session, talk } from '../sampleRows.ts';
import { openTestStore } from '../testStore.ts';

/** A live session that takes the questions of one talk and has a chair, and another one that has none. */
async function chairedBoard() {
  const { store, workshopId, folder } = await openTestStore();
  const access = new Access(store, new AccessTokens(await HubKey.open(folder), 600));
  const tallies = await Tallies.create(store, createLog('silent'));
  onTestFinished(() => tallies.close());
  const log = new StageLog(store);
  const commands = new Commands(store, access, tallies, () => Date.parse('2020-06-23T10:00:00Z'), log);
  const ids = { own: randomUUID(), other: randomUUID(), talk: randomUUID(), elsewhere: randomUUID() };
  const chair = randomUUID();
  await store.write(workshopId, async (tx) => {
    const covers = { kind: 'talks' as const, talkIds: [ids.talk] };
    await tx.put('session', ids.own, { ...session(), live: true, chairIds: [chair], covers });
    const rest = { kind: 'talks-without-a-live-session' as const };
    await tx.put('session', ids.other, { ...session(), live: true, chairIds: [], covers: rest });
    await tx.put('talk', ids.talk, talk({ sessionId: null }));
    await tx.put('talk', ids.elsewhere, talk({ sessionId: null }));
  });
  const member = async (role: Role, personId: string | null = null) => {
    const id = randomUUID();
    const columns = { account_id: id, workshop_id: workshopId, role, person_id: personId };
    await store.transaction(async (sql) => {
      await sql
        .insertInto('account')
        .values({ id, name: `A ${role}`, created: 0 })
        .execute();
      await sql.insertInto('membership').values(columns).execute();
    });
    return id;
  };
  const send = <N extends CommandName>(who: string, name: N, args: CommandArgs<N>) =>
    commands.run(who, { id: randomUUID(), workshopId, name, args } as unknown as Command);
  const ask = async (who: string, about: { talkId?: string; sessionId?: string }, anonymous = false) => {
    const questionId = randomUUID();
    const asked = { talkId: null, sessionId: null, anchor: null, anonymous, text: 'Why?', ...about };
    expect(await send(who, 'question.ask', { ...asked, questionId })).toMatchObject({ outcome: 'applied' });
    return questionId;
  };
  const seen = async (accountId: string, questionId: string): Promise<boolean> => {
    const reader = (await new Readers(store).among(workshopId, [accountId])).get(accountId);
    const stored = await store.storedRow(workshopId, 'question', questionId);
    const held = audiencesOfReader(reader ?? { accountId, role: 'attendee', talkIds: [], boards: [] });
    return stored?.audiences.some((one) => held.has(one)) ?? false;
  };
  const people = { chair: await member('attendee', chair), asker: await member('attendee') };
  return { store, workshopId, ids, log, send, ask, seen, ...people };
}

test('Q6: a chair moderates the questions of the own session, and of the talks that its board takes', async () => {
  const { ids, send, ask, seen, chair, asker } = await chairedBoard();
  for (const about of [{ talkId: ids.talk }, { sessionId: ids.own }]) {
    const questionId = await ask(asker, about);
    expect(await seen(chair, questionId)).toBe(true);
    for (const name of ['question.approve', 'question.putLive', 'question.takeBack'] as const) {
      expect(await send(chair, name, { questionId })).toMatchObject({ outcome: 'applied' });
    }
    const dismissal = { questionId, reason: 'Answered in the talk' };
    expect(await send(chair, 'question.dismiss', dismissal)).toMatchObject({ outcome: 'applied' });
    expect(await seen(chair, questionId)).toBe(true);
  }
});

test('Q6: a chair neither sees nor moderates what waits on the boards of others', async () => {
  const { ids, send, ask, seen, chair, asker } = await chairedBoard();
  for (const about of [{ talkId: ids.elsewhere }, { sessionId: ids.other }]) {
    const questionId = await ask(asker, about);
    expect(await seen(chair, questionId)).toBe(false);
    const refused = { outcome: 'refused', reason: 'not-allowed' };
    expect(await send(chair, 'question.approve', { questionId })).toEqual(refused);
    expect(await send(asker, 'question.approve', { questionId })).toEqual(refused);
  }
});

test('Q4: a chair does not learn who asked an anonymous question', async () => {
  const { store, workshopId, ids, ask, chair, asker } = await chairedBoard();
  const questionId = await ask(asker, { talkId: ids.talk }, true);
  const stored = await store.storedRow(workshopId, 'authorship', questionId);
  const [reader] = (await new Readers(store).among(workshopId, [chair])).values();
  const held = reader && audiencesOfReader(reader);
  expect(stored?.audiences.some((one) => held?.has(one))).toBe(false);
});

test('Q6: whoever is no chair any more moderates no more, and sees no more', async () => {
  const { store, workshopId, ids, send, ask, seen, chair, asker } = await chairedBoard();
  const questionId = await ask(asker, { talkId: ids.talk });
  const row = await store.row(workshopId, 'session', ids.own);
  if (!row) throw new Error('the session is there');
  await store.write(workshopId, (tx) => tx.put('session', ids.own, { ...row.data, chairIds: [] }));
  expect(await seen(chair, questionId)).toBe(false);
  expect(await send(chair, 'question.approve', { questionId })).toMatchObject({ reason: 'not-allowed' });
});

test("Q6: acts on a board are in its session's log and told; what authors do to the own questions is not", async () => {
  const { ids, log, send, ask, chair, asker } = await chairedBoard();
  const told: string[] = [];
  log.onAppended((sessionId, entries) => told.push(...entries.map(({ kind }) => `${sessionId} ${kind}`)));
  const questionId = await ask(asker, { talkId: ids.talk }, true);
  await send(chair, 'question.approve', { questionId });
  await send(asker, 'question.vote', { questionId });
  expect(await send(asker, 'question.putLive', { questionId })).toMatchObject({ outcome: 'refused' });
  await send(chair, 'question.dismiss', { questionId, reason: 'Twice' });
  const { entries } = await log.page(ids.own, null);
  expect(
    entries.map(({ seq, kind, by, subject, detail }) => [seq, kind, by?.accountId, subject, detail]),
  ).toEqual([
    [1, 'question.approve', chair, 'Why?', null],
    [2, 'question.dismiss', chair, 'Why?', 'Twice'],
  ]);
  expect(told).toEqual([`${ids.own} question.approve`, `${ids.own} question.dismiss`]);
  expect((await log.page(ids.other, null)).entries).toEqual([]);
});
