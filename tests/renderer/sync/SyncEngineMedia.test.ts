import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { eventually } from '#tests/support/eventually.ts';
import { workshopId } from './scriptedHub.ts';
import { at, contents, engine, gone, recordingId, room, uuid } from './scriptedSync.ts';

describe('M8 and D7 recordings', () => {
  it('are allowed when their contents arrive and forgotten when these become a tombstone', async () => {
    at.pages.set('none', { snapshot: true, changes: [contents(1)], cursor: 'a', head: 1, more: false });
    at.pages.set('a', {
      snapshot: false,
      changes: [gone('recordingContents', recordingId, 2)],
      cursor: 'b',
      head: 2,
      more: false,
    });
    const sync = engine();
    await sync.pullAll();
    expect(at.allowed.at(-1)).toEqual(['a'.repeat(64), 'c'.repeat(64)]);
    expect(at.forgotten).toEqual([]);
    await sync.pull(workshopId);
    expect(at.forgotten).toEqual([recordingId]);
    expect(at.allowed.at(-1)).toEqual([]);
  });

  it('are allowed with all that they name: captions of every language, poster, thumbnails, slides', async () => {
    const all = {
      captionTracks: ['1', '2'].map((n) => ({ language: `x${n}`, hash: n.repeat(64) })),
      poster: '3'.repeat(64),
      thumbnails: { hash: '4'.repeat(64), columns: 1, rows: 1, width: 1, height: 1, interval: 1 },
      slides: { hash: '5'.repeat(64), pages: 1 },
    };
    const row = { ...contents(1), data: { ...contents(1).data, ...all } };
    at.pages.set('none', { snapshot: true, changes: [row], cursor: 'a', head: 1, more: false });
    await engine().pullAll();
    expect(at.allowed.at(-1)).toEqual(['a', '1', '2', '3', '4', '5'].map((one) => one.repeat(64)));
  });

  it('M7 that may not be kept say so to main, also when only that changed', async () => {
    const announced = (rev: number, mayBeKept: boolean) => ({
      workshopId,
      kind: 'recording',
      id: recordingId,
      rev,
      data: {
        of: { kind: 'talk', talkId: uuid(71) },
        release: { kind: 'unknown' },
        duration: 1,
        size: 10,
        sample: true,
        description: null,
        mayBeKept,
      },
    });
    const changes = [contents(1), announced(1, true)];
    at.pages.set('none', { snapshot: true, changes, cursor: 'a', head: 1, more: false });
    at.pages.set('a', { snapshot: false, changes: [announced(2, false)], cursor: 'b', head: 2, more: false });
    const sync = engine();
    await sync.pullAll();
    expect(at.bound).toEqual([false]);
    await sync.pull(workshopId);
    expect(at.bound).toEqual([true]);
  });

  it('D7 photos that people’s rows name are allowed, and not any more when they are named no more', async () => {
    const person = (rev: number, photo: string | null) => ({
      workshopId,
      kind: 'person',
      id: uuid(72),
      rev,
      data: { name: 'A sample person', affiliations: [], photo },
    });
    const first = [person(1, 'e'.repeat(64))];
    at.pages.set('none', { snapshot: true, changes: first, cursor: 'a', head: 1, more: false });
    at.pages.set('a', { snapshot: false, changes: [person(2, null)], cursor: 'b', head: 2, more: false });
    const sync = engine();
    await sync.pullAll();
    expect(at.photos.at(-1)).toEqual(['e'.repeat(64)]);
    await sync.pull(workshopId);
    expect(at.photos.at(-1)).toEqual([]);
  });

  it('M6 main is told what is starred and what was watched, when that changes and not again', async () => {
    const announced = {
      workshopId,
      kind: 'recording',
      id: recordingId,
      rev: 1,
      data: {
        of: { kind: 'talk', talkId: uuid(71) },
        release: { kind: 'unknown' },
        duration: 1,
        size: 10,
        sample: true,
        description: null,
      },
    };
    at.pages.set('none', { snapshot: true, changes: [announced], cursor: 'a', head: 1, more: false });
    const sync = engine();
    await sync.pullAll();
    await eventually(() => expect(at.hints).toEqual(['']));
    const talk = { workshopId, talkId: uuid(71), title: 'T', start: { kind: 'unknown' } as const };
    await at.database.agenda.add({ ...talk, minutes: null, room: null, at: 0, reminder: null });
    sync.hint();
    sync.hint();
    await eventually(() => expect(at.hints).toEqual(['', '0 true false']));
    const seen = { workshopId, second: 1, at: 0 };
    await at.database.progress.bulkAdd([
      { ...seen, recordingId, finished: true },
      { ...seen, recordingId: uuid(75), finished: true },
      { ...seen, recordingId: uuid(76), finished: false },
    ]);
    sync.hint();
    await eventually(() => expect(at.hints.at(-1)).toBe('0 true true,5 false true'));
    await at.database.agenda.clear();
    sync.hint();
    await eventually(() => expect(at.hints.at(-1)).toBe('0 false true,5 false true'));
    expect(at.hints).toHaveLength(4);
  });

  it('are allowed from the base alone at a start without a hub', async () => {
    at.pages.set('none', { snapshot: true, changes: [contents(1)], cursor: 'a', head: 1, more: false });
    await engine().pullAll();
    at.allowed = [];
    await engine().load();
    expect(at.allowed).toEqual([['a'.repeat(64), 'c'.repeat(64)]]);
  });

  it('are not named to main by a base that was never whole, for main would delete the rest', async () => {
    at.pages.set('none', new RefusedError('hub-unreachable'));
    const sync = engine();
    await sync.load();
    await expect(sync.pullAll()).rejects.toThrow();
    expect(at.allowed).toEqual([]);
  });

  it('keep their rows until main has forgotten them, so that what fails in between is tried again', async () => {
    at.pages.set('none', { snapshot: true, changes: [contents(1)], cursor: 'a', head: 1, more: false });
    const sync = engine();
    await sync.pullAll();
    at.member = false;
    at.forgetFails = true;
    await expect(sync.pullAll()).rejects.toThrow();
    expect(await at.database.base.count()).toBe(1);
    at.forgetFails = false;
    await sync.pullAll();
    expect(at.forgotten).toEqual([recordingId]);
    expect(await at.database.base.count()).toBe(0);
  });

  it('are forgotten, and the rows with them, when the account is in the workshop no more', async () => {
    at.pages.set('none', {
      snapshot: true,
      changes: [contents(1), room(1, 1)],
      cursor: 'a',
      head: 1,
      more: false,
    });
    at.pages.set('a', { snapshot: false, changes: [], cursor: 'a', head: 1, more: false });
    const sync = engine();
    await sync.pullAll();
    at.member = false;
    await sync.pullAll();
    expect(at.forgotten).toEqual([recordingId]);
    expect(await at.database.base.count()).toBe(0);
    expect(await at.database.cursors.count()).toBe(0);
  });
});
