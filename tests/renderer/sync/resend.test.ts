import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { applyHub } from '#renderer/sync/base.ts';
import { CommandPusher } from '#renderer/sync/CommandPusher.ts';
import { unknownHubClock } from '#renderer/sync/hubClock.ts';
import { Outbox } from '#renderer/sync/Outbox.ts';
import { Projector } from '#renderer/sync/Projector.ts';
import { MemoryJournal } from '#tests/server/sync/fuzz/MemoryJournal.ts';
import { eventually } from '#tests/support/eventually.ts';
import { freshDatabase, scriptedHttp, workshopId } from './scriptedHub.ts';

test('S10: a command whose reply of the old epoch arrives while a new one begins is pushed again', async () => {
  const database = freshDatabase();
  const journal = new MemoryJournal();
  const projector = new Projector({ database, journal });
  let pushes = 0;
  let reply: () => void = () => undefined;
  const answered = new Promise<void>((resolve) => {
    reply = resolve;
  });
  const http = scriptedHttp(async () => {
    pushes += 1;
    if (pushes === 1) await answered;
    return { outcome: 'applied', rev: pushes };
  });
  const options = { database, journal, http, onApplied: () => undefined, programNow: () => 0 };
  const pusher = new CommandPusher({
    ...options,
    caughtUp: () => projector.catchUp(),
    onEpoch: () => undefined,
    onTrouble: () => undefined,
  });
  await new Outbox(options).add(workshopId, 'question.withdraw', { questionId: crypto.randomUUID() });
  const stop = pusher.start();
  await eventually(() => expect(pushes).toBe(1));
  const resent = pusher.resend();
  await projector.catchUp();
  reply();
  await resent;
  await eventually(async () => expect((await database.commands.toArray())[0]?.rev).toBe(2));
  stop();
  await database.delete();
});

test('S10: an answer of a hub that was restored while it was on its way counts for nothing, and is asked for again', async () => {
  const database = freshDatabase();
  const journal = new MemoryJournal();
  const projector = new Projector({ database, journal });
  const clock = unknownHubClock;
  const [before, after] = [crypto.randomUUID(), crypto.randomUUID()];
  await database.hub.put({ key: 'hub', epoch: before, clock, at: 0 });
  const asked: (string | undefined)[] = [];
  const http = scriptedHttp(async ({ query }) => {
    asked.push(query.epoch);
    await database.hub.put({ key: 'hub', epoch: after, clock, at: 0 });
    return asked.length === 1
      ? { outcome: 'refused', reason: 'changed-since' }
      : { outcome: 'applied', rev: 7 };
  });
  let greeted = 0;
  const options = { database, journal, http, onApplied: () => undefined, programNow: () => 0 };
  const pusher = new CommandPusher({
    ...options,
    caughtUp: () => projector.catchUp(),
    onEpoch: () => {
      greeted += 1;
      pusher.kick();
    },
    onTrouble: () => undefined,
  });
  await new Outbox(options).add(workshopId, 'question.withdraw', { questionId: crypto.randomUUID() });
  const stop = pusher.start();
  await eventually(async () => expect((await database.commands.toArray())[0]?.rev).toBe(7));
  expect(asked).toEqual([before, after]);
  expect(greeted).toBe(1);
  stop();
  await database.delete();
});

test('S10: no epoch is taken over while a command is still taken for applied that the hub may lack', async () => {
  const database = freshDatabase();
  const clock = unknownHubClock;
  const [before, after] = [crypto.randomUUID(), crypto.randomUUID()];
  await database.hub.put({ key: 'hub', epoch: before, clock, at: 0 });
  const journal = new MemoryJournal();
  const projector = new Projector({ database, journal });
  const options = { database, journal, programNow: () => 0 };
  await new Outbox(options).add(workshopId, 'question.withdraw', { questionId: crypto.randomUUID() });
  await projector.catchUp();
  const [waiting] = await database.commands.toArray();
  if (!waiting) throw new Error('no command');
  await journal.append([{ type: 'command.applied', id: waiting.id, rev: 3, at: 50 }]);
  await projector.catchUp();
  expect(await applyHub(database, { epoch: after, clock, resentSince: 0 })).toBe(false);
  expect((await database.hub.get('hub'))?.epoch).toBe(before);
  expect(await applyHub(database, { epoch: after, clock, resentSince: 51 })).toBe(true);
  await database.delete();
});
