import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { pendingCommands } from '#renderer/sync/pendingCommands.ts';
import { SyncEngine } from '#renderer/sync/SyncEngine.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { scriptedHttp, workshopId } from './scriptedHub.ts';
import { answer, at, engine, gone, room, roomsHeld, uuid } from './scriptedSync.ts';

describe('an answer that does not fit the question', () => {
  it('S3 changes where a whole snapshot was asked for are malformed, and the next pull makes it good', async () => {
    const one = engine();
    at.pages.set('none', { snapshot: false, changes: [], cursor: at.standing, head: 1, more: false });
    await expect(one.pullAll()).rejects.toMatchObject({ reason: 'malformed' });
    expect((await at.database.cursors.get(workshopId))?.cursor).toBeNull();
    at.pages.set('none', { snapshot: true, changes: [], cursor: at.standing, head: 1, more: false });
    await one.pullAll();
    expect((await at.database.cursors.get(workshopId))?.cursor).toBe(at.standing);
  });
});

describe('a sync in which nothing changed', () => {
  it('S8 is one question, and nothing is pulled of a workshop whose cursor is the own', async () => {
    at.standing = 'end';
    at.pages.set('none', { snapshot: true, changes: [], cursor: 'end', head: 1, more: false });
    const one = engine();
    await one.pullAll();
    at.calls.length = 0;
    await one.pullAll();
    expect(at.calls.map(({ name }) => name)).toEqual(['workshops']);
    at.standing = 'further';
    at.pages.set('end', { snapshot: false, changes: [], cursor: 'further', head: 2, more: false });
    at.calls.length = 0;
    await one.pullAll();
    expect(at.calls.map(({ name }) => name)).toEqual(['workshops', 'changes']);
  });
});

describe('a pull', () => {
  it('S2 takes pages one after another, each with its cursor, and drops what a tombstone names', async () => {
    at.pages.set('none', {
      snapshot: true,
      changes: [room(1, 1), room(2, 2)],
      cursor: 'a',
      head: 2,
      more: false,
    });
    at.pages.set('a', { snapshot: false, changes: [room(3, 3)], cursor: 'b', head: 4, more: true });
    at.pages.set('b', {
      snapshot: false,
      changes: [gone('room', uuid(1), 4)],
      cursor: 'c',
      head: 4,
      more: false,
    });
    const sync = engine();
    await sync.pullAll();
    await sync.pull(workshopId);
    expect(await roomsHeld()).toEqual([uuid(2), uuid(3)]);
    expect(await at.database.cursors.get(workshopId)).toMatchObject({ cursor: 'c', reached: 4 });
    expect(sync.status.get().state).toBe('synced');
  });

  it('S2 keeps the pages that came when a later one does not, and goes on from there', async () => {
    at.pages.set('none', { snapshot: true, changes: [room(1, 1)], cursor: 'a', head: 1, more: false });
    at.pages.set('a', { snapshot: false, changes: [room(2, 2)], cursor: 'b', head: 3, more: true });
    at.pages.set('b', new RefusedError('hub-unreachable'));
    const sync = engine();
    await sync.pullAll();
    await expect(sync.pull(workshopId)).rejects.toThrow('hub-unreachable');
    expect(await at.database.cursors.get(workshopId)).toMatchObject({ cursor: 'b', reached: 2 });
    expect(sync.status.get()).toMatchObject({ state: 'offline' });
    at.pages.set('b', { snapshot: false, changes: [room(3, 3)], cursor: 'c', head: 3, more: false });
    await sync.pull(workshopId);
    expect(await roomsHeld()).toEqual([uuid(1), uuid(2), uuid(3)]);
  });

  it('S3 leaves the base as it was until all pages of a snapshot are here, then replaces it', async () => {
    at.pages.set('none', { snapshot: true, changes: [room(1, 1)], cursor: 'a', head: 1, more: false });
    const sync = engine();
    await sync.pullAll();
    at.pages.set('a', { snapshot: true, changes: [room(2, 5)], cursor: 'b', head: 6, more: true });
    at.pages.set('b', new RefusedError('hub-unreachable'));
    await expect(sync.pull(workshopId)).rejects.toThrow();
    expect(await roomsHeld()).toEqual([uuid(1)]);
    at.pages.set('b', { snapshot: false, changes: [room(3, 6)], cursor: 'c', head: 6, more: false });
    await sync.pull(workshopId);
    expect(await roomsHeld()).toEqual([uuid(2), uuid(3)]);
  });

  it('S2 does not apply a page to a base that another window has moved meanwhile', async () => {
    at.pages.set('none', { snapshot: true, changes: [room(1, 1)], cursor: 'a', head: 1, more: false });
    at.pages.set('a', { snapshot: false, changes: [room(2, 2)], cursor: 'b', head: 2, more: false });
    at.pages.set('c', { snapshot: false, changes: [], cursor: 'c', head: 3, more: false });
    const sync = engine();
    await sync.pullAll();
    at.betweenPages = async () => {
      await at.database.cursors.update(workshopId, { cursor: 'c', reached: 3 });
    };
    await sync.pull(workshopId);
    expect(await roomsHeld()).toEqual([uuid(1)]);
    expect(await at.database.cursors.get(workshopId)).toMatchObject({ cursor: 'c', reached: 3 });
  });

  it('asks the hub nothing for a head that the base has reached', async () => {
    at.pages.set('none', { snapshot: true, changes: [room(1, 1)], cursor: 'a', head: 7, more: false });
    const sync = engine();
    await sync.pullAll();
    const before = at.calls.length;
    await sync.headMoved(workshopId, 7);
    expect(at.calls.length).toBe(before);
  });

  it('S10 begins anew when the hub has another epoch, once what that had applied is to be pushed again', async () => {
    at.pages.set('none', { snapshot: true, changes: [room(1, 1)], cursor: 'a', head: 9, more: false });
    at.pages.set('a', { snapshot: false, changes: [], cursor: 'a', head: 9, more: false });
    const sync = engine();
    await sync.pullAll();
    await sync.pullAll();
    expect(at.resent).toEqual([null]);
    at.epoch = uuid(51);
    at.pages.set('none', { snapshot: true, changes: [room(2, 1)], cursor: 'z', head: 1, more: false });
    await sync.pullAll();
    expect(await roomsHeld()).toEqual([uuid(2)]);
    expect(at.resent).toEqual([null, uuid(50)]);
    expect(await at.database.cursors.get(workshopId)).toMatchObject({ cursor: 'z', reached: 1 });
  });

  it('refuses a hub that is another one than the one joined', async () => {
    const sync = engine();
    const other = new SyncEngine({
      fingerprint: 'B'.repeat(43),
      database: at.database,
      http: scriptedHttp(answer),
      now: () => 0,
      resend: async () => 0,
      media: { forget: async () => undefined, allow: async () => undefined, hint: async () => undefined },
    });
    await expect(other.pullAll()).rejects.toThrow('hub-changed');
    expect(other.status.get()).toMatchObject({ state: 'refused', reason: 'hub-changed' });
    expect(sync.status.get().state).toBe('offline');
  });
});

describe('S7 an applied command', () => {
  it('leaves the view with the page that reaches its rev and not before', async () => {
    at.pages.set('none', { snapshot: true, changes: [], cursor: 'a', head: 1, more: false });
    at.pages.set('a', { snapshot: false, changes: [room(1, 2)], cursor: 'b', head: 3, more: true });
    at.pages.set('b', new RefusedError('hub-unreachable'));
    const sync = engine();
    await sync.pullAll();
    const id = uuid(80);
    const command = { id, workshopId, name: 'question.vote' as const, args: { questionId: uuid(81) } };
    const whole = { seq: 1, id, workshopId, command, at: 0, after: null, reason: null, appliedAt: 0 };
    await at.database.commands.add({ ...whole, state: 'applied', rev: 3 });
    await expect(sync.pull(workshopId)).rejects.toThrow();
    expect(await pendingCommands(at.database, workshopId)).toHaveLength(1);
    at.pages.set('b', { snapshot: false, changes: [room(2, 3)], cursor: 'c', head: 3, more: false });
    await sync.pull(workshopId);
    expect(await pendingCommands(at.database, workshopId)).toEqual([]);
  });
});

it('S9 knows the program’s clock at a start without a hub', async () => {
  at.pages.set('none', { snapshot: true, changes: [], cursor: 'a', head: 1, more: false });
  const first = engine();
  await first.pullAll();
  const second = engine();
  await second.load();
  expect(second.clock.get()).toEqual(first.clock.get());
  expect(second.status.get()).toMatchObject({ state: 'offline', at: Date.parse('2026-01-01T00:00:00.000Z') });
});

it('S9 does not take a slow answer for another time, nor after a start without a hub', async () => {
  at.pages.set('none', { snapshot: true, changes: [], cursor: 'a', head: 1, more: false });
  at.standing = 'a';
  const first = engine();
  await first.pullAll();
  const { offset } = first.clock.get();
  at.slow = 3_000;
  await first.pullAll();
  const second = engine();
  await second.load();
  await second.pullAll();
  expect([first.clock.get().offset, second.clock.get().offset]).toEqual([offset, offset]);
});
