import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { HubDatabase } from '#renderer/sync/database.ts';
import { Outbox } from '#renderer/sync/Outbox.ts';
import type { Command } from '#shared/contracts/commands.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { freshDatabase, scriptedHttp, workshopId } from './scriptedHub.ts';

const questionId = '00000000-0000-4000-8000-000000000010';
let database: HubDatabase;
let stops: (() => void)[];
beforeEach(() => {
  database = freshDatabase();
  stops = [];
});
afterEach(async () => {
  for (const stop of stops) stop();
  await database.delete();
});

function outboxWith(reply: (command: Command) => unknown) {
  const applied: number[] = [];
  const outbox = new Outbox({
    database,
    http: scriptedHttp((call) => reply(call.body as Command)),
    programNow: () => 0,
    onApplied: (_, rev) => applied.push(rev),
  });
  return { outbox, applied };
}
const states = async () => (await database.outbox.orderBy('seq').toArray()).map((e) => e.state);

it('S6 saves a command before anything is sent, and keeps it over a restart', async () => {
  const sent: string[] = [];
  const { outbox } = outboxWith(({ name }) => sent.push(name));
  await outbox.add(workshopId, 'question.vote', { questionId });
  expect(sent).toEqual([]);
  expect(await states()).toEqual(['waiting']);
  const again = outboxWith(({ name }) => {
    sent.push(name);
    return { outcome: 'applied', rev: 4 };
  });
  stops.push(again.outbox.start());
  await vi.waitFor(() => expect(again.applied).toEqual([4]));
  expect(await states()).toEqual(['applied']);
});

it('S6 sends in the order of making, one at a time', async () => {
  const sent: string[] = [];
  let atOnce = 0;
  const { outbox } = outboxWith(async ({ name }) => {
    atOnce += 1;
    expect(atOnce).toBe(1);
    await Promise.resolve();
    sent.push(name);
    atOnce -= 1;
    return { outcome: 'applied', rev: sent.length };
  });
  stops.push(outbox.start());
  const made = ['question.vote', 'question.unvote', 'question.vote', 'question.withdraw'] as const;
  for (const name of made) await outbox.add(workshopId, name, { questionId });
  await vi.waitFor(() => expect(sent).toEqual(made));
});

it('S6 keeps a refused command with its reason until its author discards it', async () => {
  const { outbox } = outboxWith(() => ({ outcome: 'refused', reason: 'not-allowed' }));
  stops.push(outbox.start());
  await outbox.add(workshopId, 'question.approve', { questionId });
  await vi.waitFor(async () => expect(await states()).toEqual(['refused']));
  const [entry] = await database.outbox.toArray();
  expect(entry?.reason).toBe('not-allowed');
  await outbox.discard(entry?.id ?? '');
  expect(await states()).toEqual([]);
});

it('does not let a command that waits be discarded, for the hub may have it', async () => {
  const { outbox } = outboxWith(() => null);
  await outbox.add(workshopId, 'question.vote', { questionId });
  const [entry] = await database.outbox.toArray();
  await outbox.discard(entry?.id ?? '');
  expect(await states()).toEqual(['waiting']);
});

it('waits while the hub cannot be reached and sends the same id when it is kicked', async () => {
  const sent: string[] = [];
  let isUp = false;
  const { outbox, applied } = outboxWith(({ id }) => {
    sent.push(id);
    if (!isUp) throw new RefusedError('hub-unreachable');
    return { outcome: 'applied', rev: 2 };
  });
  stops.push(outbox.start());
  await outbox.add(workshopId, 'question.vote', { questionId });
  await vi.waitFor(() => expect(sent.length).toBeGreaterThan(0));
  expect(await states()).toEqual(['waiting']);
  isUp = true;
  outbox.kick();
  await vi.waitFor(() => expect(applied).toEqual([2]));
  expect(new Set(sent).size).toBe(1);
});

it('S7 drops an applied command at once where the base is at its rev already', async () => {
  const membership = { workshopId, role: 'attendee' as const, personId: null };
  await database.cursors.put({ workshopId, slug: 'sample', membership, cursor: 'a', reached: 9 });
  const { outbox, applied } = outboxWith(() => ({ outcome: 'applied', rev: 9 }));
  stops.push(outbox.start());
  await outbox.add(workshopId, 'question.vote', { questionId });
  await vi.waitFor(() => expect(applied).toEqual([9]));
  expect(await states()).toEqual([]);
});

it('refuses a malformed command before it is saved', async () => {
  const { outbox } = outboxWith(() => null);
  await expect(outbox.add(workshopId, 'question.vote', { questionId: 'x' })).rejects.toThrow('malformed');
  expect(await states()).toEqual([]);
});
