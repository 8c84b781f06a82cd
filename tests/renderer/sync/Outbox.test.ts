import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandPusher } from '#renderer/sync/CommandPusher.ts';
import type { HubDatabase } from '#renderer/sync/database.ts';
import type { JournalWire } from '#renderer/sync/journalWire.ts';
import { Outbox } from '#renderer/sync/Outbox.ts';
import { Projector } from '#renderer/sync/Projector.ts';
import { pendingCommands } from '#renderer/sync/pendingCommands.ts';
import type { Command } from '#shared/contracts/commands.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { eventually } from '#tests/support/eventually.ts';
import { type RealJournal, realJournal } from './realJournal.ts';
import { account, freshDatabase, scriptedHttp, workshopId } from './scriptedHub.ts';

const questionId = '00000000-0000-4000-8000-000000000010';
let now = 0;
let database: HubDatabase;
let real: RealJournal;
let stops: (() => void)[];
beforeEach(async () => {
  database = freshDatabase();
  real = await realJournal(account.id);
  stops = [];
  now = 0;
});
afterEach(async () => {
  for (const stop of stops) stop();
  await database.delete();
  await real.close();
});

function outboxWith(reply: (command: Command) => unknown, journal: JournalWire = real.wire) {
  const applied: number[] = [];
  const troubles: unknown[] = [];
  const projector = new Projector({ database, journal });
  const pusher = new CommandPusher({
    database,
    journal,
    http: scriptedHttp((call) => reply(call.body as Command)),
    caughtUp: () => projector.catchUp(),
    programNow: () => now,
    onApplied: (_, rev) => void applied.push(rev),
    onEpoch: () => undefined,
    onTrouble: (error) => void troubles.push(error),
  });
  const outbox = new Outbox({ database, journal, programNow: () => now });
  return { applied, troubles, pusher, projector, outbox, kick: () => pusher.kick() };
}
type Kit = ReturnType<typeof outboxWith>;

function start({ pusher }: Kit): void {
  stops.push(
    real.wire.onAppended(() => pusher.kick()),
    pusher.start(),
  );
}
const held = async () => (await database.commands.toArray()).sort((a, b) => a.seq - b.seq);
const states = async () => (await held()).map((e) => e.state);
const journaled = () =>
  real
    .journal()
    .read(0)
    .entries.map(({ entry }) => entry.type);

const ask = (id: string) => ({
  questionId: id,
  text: 'A sample question?',
  talkId: null,
  sessionId: null,
  anchor: null,
  anonymous: false,
});

it('S6 saves a command in the journal before anything is sent, and keeps it over a restart', async () => {
  const sent: string[] = [];
  const first = outboxWith(({ name }) => sent.push(name));
  await first.outbox.add(workshopId, 'question.vote', { questionId });
  expect(sent).toEqual([]);
  expect(journaled()).toEqual(['command.added']);
  await database.delete();
  await database.open();
  await real.reopen();
  const again = outboxWith(({ name }) => {
    sent.push(name);
    return { outcome: 'applied', rev: 4 };
  });
  start(again);
  await eventually(() => expect(again.applied).toEqual([4]));
  expect(await states()).toEqual(['applied']);
  expect(journaled()).toEqual(['command.added', 'command.applied']);
});

it('S6 sends in the order of making, one at a time', async () => {
  const sent: string[] = [];
  let atOnce = 0;
  const kit = outboxWith(async ({ name }) => {
    atOnce += 1;
    expect(atOnce).toBe(1);
    await Promise.resolve();
    sent.push(name);
    atOnce -= 1;
    return { outcome: 'applied', rev: sent.length };
  });
  start(kit);
  const made = ['question.vote', 'question.unvote', 'question.vote', 'question.withdraw'] as const;
  for (const name of made) await kit.outbox.add(workshopId, name, { questionId });
  await eventually(() => expect(sent).toEqual(made));
});

it('waits while the hub cannot be reached and sends the same id when it is kicked', async () => {
  const sent: string[] = [];
  let isUp = false;
  const kit = outboxWith(({ id }) => {
    sent.push(id);
    if (!isUp) throw new RefusedError('hub-unreachable');
    return { outcome: 'applied', rev: 2 };
  });
  start(kit);
  await kit.outbox.add(workshopId, 'question.vote', { questionId });
  await eventually(() => expect(sent.length).toBeGreaterThan(0));
  expect(await states()).toEqual(['waiting']);
  isUp = true;
  kit.kick();
  await eventually(() => expect(kit.applied).toEqual([2]));
  expect(new Set(sent).size).toBe(1);
  expect(kit.troubles).toEqual([]);
});

it('S7 an applied command is out of the view at once where the base is at its rev already', async () => {
  const membership = { workshopId, role: 'attendee' as const, personId: null };
  const cursor = { workshopId, slug: 'sample', membership, cursor: 'a', reached: 9, generation: 0 };
  await database.cursors.put(cursor);
  const kit = outboxWith(() => ({ outcome: 'applied', rev: 9 }));
  start(kit);
  await kit.outbox.add(workshopId, 'question.vote', { questionId });
  await eventually(() => expect(kit.applied).toEqual([9]));
  expect(await pendingCommands(database, workshopId)).toEqual([]);
});

it('refuses a malformed command before it is saved', async () => {
  const { outbox } = outboxWith(() => null);
  await expect(outbox.add(workshopId, 'question.vote', { questionId: 'x' })).rejects.toThrow('malformed');
  expect(journaled()).toEqual([]);
});

describe('S6 a refused command', () => {
  it('is kept with its reason until its author discards it', async () => {
    const kit = outboxWith(() => ({ outcome: 'refused', reason: 'not-allowed' }));
    start(kit);
    await kit.outbox.add(workshopId, 'question.approve', { questionId });
    await eventually(async () => expect(await states()).toEqual(['refused']));
    const [entry] = await held();
    expect(entry?.reason).toBe('not-allowed');
    await kit.outbox.discard(entry?.id ?? '');
    await eventually(async () => expect(await states()).toEqual([]));
  });

  it('can be edited: a new command with an id of its own takes its place', async () => {
    const sent: Command[] = [];
    const kit = outboxWith((command) => {
      sent.push(command);
      return sent.length === 1 ? { outcome: 'refused', reason: 'malformed' } : { outcome: 'applied', rev: 3 };
    });
    start(kit);
    await kit.outbox.add(workshopId, 'question.ask', ask(questionId));
    await eventually(async () => expect(await states()).toEqual(['refused']));
    const [refused] = await held();
    await kit.outbox.edit(refused?.id ?? '', 'question.ask', { ...ask(questionId), text: 'Better?' });
    await eventually(() => expect(kit.applied).toEqual([3]));
    expect(sent[1]).toMatchObject({ args: { questionId, text: 'Better?' } });
    expect(sent[1]?.id).not.toBe(sent[0]?.id);
    expect((await held()).map(({ id }) => id)).toEqual([sent[1]?.id]);
  });

  it('takes what builds on it along, by a name of its own, and nothing else', async () => {
    const sent: string[] = [];
    const other = '00000000-0000-4000-8000-000000000011';
    const kit = outboxWith(({ name, args }) => {
      sent.push(name);
      if (name === 'question.ask' && args.questionId === questionId)
        return { outcome: 'refused', reason: 'too-large' };
      return { outcome: 'applied', rev: 1 };
    });
    await kit.outbox.add(workshopId, 'question.ask', ask(questionId));
    await kit.outbox.add(workshopId, 'question.vote', { questionId });
    await kit.outbox.add(workshopId, 'question.ask', ask(other));
    await kit.outbox.add(workshopId, 'question.withdraw', { questionId });
    await kit.outbox.add(workshopId, 'question.vote', { questionId: other });
    start(kit);
    await eventually(() => expect(kit.applied).toHaveLength(2));
    expect(sent).toEqual(['question.ask', 'question.ask', 'question.vote']);
    expect((await held()).map(({ state, reason }) => reason ?? state)).toEqual([
      'too-large',
      'needs-refused',
      'applied',
      'needs-refused',
      'applied',
    ]);
  });

  it('takes what builds on it along at once, also where nothing else can be sent', async () => {
    const other = '00000000-0000-4000-8000-000000000011';
    const kit = outboxWith(({ args }) => {
      if ('questionId' in args && args.questionId === other) throw new RefusedError('hub-unreachable');
      return { outcome: 'refused', reason: 'too-large' };
    });
    await kit.outbox.add(workshopId, 'question.ask', ask(questionId));
    await kit.outbox.add(workshopId, 'question.ask', ask(other));
    await kit.outbox.add(workshopId, 'question.vote', { questionId });
    start(kit);
    await eventually(async () =>
      expect((await held()).map(({ state, reason }) => reason ?? state)).toEqual([
        'too-large',
        'waiting',
        'needs-refused',
      ]),
    );
  });

  it('takes along what is made after it was refused', async () => {
    const sent: string[] = [];
    const kit = outboxWith(({ name }) => {
      sent.push(name);
      return { outcome: 'refused', reason: 'too-large' };
    });
    start(kit);
    await kit.outbox.add(workshopId, 'question.ask', ask(questionId));
    await eventually(async () => expect(await states()).toEqual(['refused']));
    await kit.outbox.add(workshopId, 'question.vote', { questionId });
    await eventually(async () =>
      expect((await held()).map((e) => e.reason)).toEqual(['too-large', 'needs-refused']),
    );
    expect(sent).toEqual(['question.ask']);
  });
});

it('does not let a command that waits be discarded or edited, for the hub may have it', async () => {
  const { outbox, projector } = outboxWith(() => null);
  await outbox.add(workshopId, 'question.vote', { questionId });
  await projector.catchUp();
  const [entry] = await held();
  await outbox.discard(entry?.id ?? '');
  await expect(outbox.edit(entry?.id ?? '', 'question.vote', { questionId })).rejects.toThrow('wrong-state');
  expect(journaled()).toEqual(['command.added']);
});

describe('S11 a journal that cannot be written', () => {
  const full: JournalWire = {
    read: async (after) => real.wire.read(after),
    onAppended: () => () => undefined,
    append: () => Promise.reject(new RefusedError('disk-full')),
  };

  it('lets the promise reject by name, so that the text stays in its field', async () => {
    const { outbox } = outboxWith(() => null, full);
    await expect(outbox.add(workshopId, 'question.ask', ask(questionId))).rejects.toThrow('disk-full');
    expect(journaled()).toEqual([]);
  });

  it('keeps an applied command waiting, is told, and the hub is asked again by the same id', async () => {
    await outboxWith(() => null).outbox.add(workshopId, 'question.vote', { questionId });
    const sent: string[] = [];
    const kit = outboxWith(({ id }) => {
      sent.push(id);
      return { outcome: 'applied', rev: 2 };
    }, full);
    start(kit);
    await eventually(() => expect(kit.troubles).toHaveLength(1));
    expect(String(kit.troubles[0])).toContain('disk-full');
    expect(await states()).toEqual(['waiting']);
    kit.kick();
    await eventually(() => expect(sent).toHaveLength(2));
    expect(new Set(sent).size).toBe(1);
  });
});

describe('S10 to a hub with another epoch', () => {
  it('what was applied in the last 30 days is pushed again, in its order, each by its id', async () => {
    const day = 24 * 60 * 60 * 1000;
    const sent: string[] = [];
    let isOn = true;
    const kit = outboxWith(({ id }) => {
      if (!isOn) throw new RefusedError('hub-unreachable');
      sent.push(id);
      return { outcome: 'applied', rev: sent.length };
    });
    start(kit);
    now = 0;
    await kit.outbox.add(workshopId, 'question.vote', { questionId });
    await eventually(() => expect(kit.applied).toHaveLength(1));
    now = 2 * day;
    await kit.outbox.add(workshopId, 'question.unvote', { questionId });
    await kit.outbox.add(workshopId, 'question.vote', { questionId });
    await eventually(() => expect(kit.applied).toHaveLength(3));
    now = 31 * day;
    isOn = false;
    await kit.pusher.resend();
    expect(await states()).toEqual(['applied', 'waiting', 'waiting']);
    isOn = true;
    kit.kick();
    await eventually(() => expect(kit.applied).toHaveLength(5));
    expect(sent.slice(3)).toEqual(sent.slice(1, 3));
    expect(await states()).toEqual(['applied', 'applied', 'applied']);
  });
});
