import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { Segment } from '#server/live/takes/Segment.ts';
import { emptyBook } from '#shared/live/stageBook.ts';
import { send, sent, studio } from '#tests/server/live/takes/studio.ts';
import { storeFault } from '#tests/support/storeFault.ts';

/** A stage that nobody sends to: what is put together of it is refused, so that `failed` is its good end. */
async function recorded({ begun = true } = {}) {
  const at = await studio();
  const { takes, stage, rows, ids, store, workshopId, log } = at;
  const faults = vi.spyOn(log, 'error');
  const on = stage({ since: Date.now() });
  const stop = () => takes.follow(stage({ since: null }));
  const ended = async () => (await rows.ended(ids.session)).map(({ state }) => state);
  const jobs = async () => (await store.rows(workshopId, 'recordingJob')).length;
  /** Resolves when something could not be done once more. */
  const failing = () => {
    const known = faults.mock.calls.length;
    return expect.poll(() => faults.mock.calls.length).toBeGreaterThan(known);
  };
  if (begun) {
    takes.follow(on);
    await takes.idle();
  }
  return { ...at, on, stop, ended, jobs, failing };
}

describe('L8: a recording that was stopped while nothing could be stored', () => {
  test('is put together as soon as that it has ended can be', async () => {
    const { store, stop, failing, rows, ids, ended, jobs, made } = await recorded();
    const mend = await storeFault(store, 'UPDATE ON take');
    stop();
    await failing();
    expect(await rows.open(ids.session)).not.toBeNull();
    await mend();
    await expect.poll(ended).toEqual(['failed']);
    expect([await jobs(), made]).toEqual([1, ['composing', 'failed']]);
  });

  test('ends when it was stopped, not when that could be stored', async () => {
    const { store, stop, failing, rows, ids, ended } = await recorded();
    const mend = await storeFault(store, 'UPDATE ON take');
    stop();
    await failing();
    const known = Date.now();
    await failing();
    await mend();
    await expect.poll(ended).toEqual(['failed']);
    expect((await rows.ended(ids.session))[0]?.ended).toBeLessThanOrEqual(known);
  });

  test('M9: is handed over in the end, as one job, where the job could not be stored', async () => {
    const { store, stop, failing, rows, ids, ended, jobs, made } = await recorded();
    const mend = await storeFault(store, 'INSERT ON work');
    stop();
    await failing();
    const [take] = await rows.ended(ids.session);
    expect([take?.state, await jobs()]).toEqual(['composing', 0]);
    await failing();
    await mend();
    await expect.poll(ended).toEqual(['failed']);
    expect((await rows.ended(ids.session))[0]?.workId).toBe(take?.workId);
    expect([await jobs(), made]).toEqual([1, ['composing', 'failed']]);
  });

  test('is told what became of it, and it is noted, where noting failed', async () => {
    const { store, stop, failing, ended, made } = await recorded();
    const mend = await storeFault(store, "UPDATE ON take WHEN NEW.state = 'failed'");
    stop();
    await failing();
    expect(await ended()).toEqual(['composing']);
    await mend();
    await expect.poll(ended).toEqual(['failed']);
    expect(made).toEqual(['composing', 'failed']);
  });

  test('is not noted as made before its stage has heard of it', async () => {
    const { takes, stop, failing, ended, made } = await recorded();
    let isStored = false;
    takes.onMade((_, one) =>
      one === 'failed' && !isStored ? Promise.reject(new Error('not stored')) : Promise.resolve(),
    );
    stop();
    await expect.poll(() => made).toContain('failed');
    await failing();
    expect(await ended()).toEqual(['composing']);
    isStored = true;
    await expect.poll(ended).toEqual(['failed']);
  });

  test('ends all the same where it is begun again meanwhile, and the next one is another', async () => {
    const { store, takes, on, stop, failing, rows, ids, ended } = await recorded();
    const first = await rows.open(ids.session);
    const mend = await storeFault(store, 'UPDATE ON take');
    stop();
    await failing();
    takes.follow(on);
    await mend();
    await expect.poll(ended).toEqual(['failed']);
    await expect.poll(() => rows.open(ids.session)).not.toBeNull();
    expect((await rows.open(ids.session))?.id).not.toBe(first?.id);
  });

  test('is put together by the next hub where this one is closed before', async () => {
    const { store, takes, workshopId, openTakes, stop, failing, ids, ended } = await recorded();
    const mend = await storeFault(store, 'UPDATE ON take');
    stop();
    await failing();
    await takes.close();
    await mend();
    await store.writeStage(workshopId, ids.session, 1, 'live', emptyBook);
    await openTakes();
    await expect.poll(ended).toEqual(['failed']);
  });
});

describe('L8: a recording that cannot begin', () => {
  test('begins as soon as it can, without another word of the stage', async () => {
    const { store, takes, on, failing, rows, ids, made } = await recorded({ begun: false });
    const mend = await storeFault(store, 'INSERT ON take');
    takes.follow(on);
    await failing();
    await mend();
    await expect.poll(() => rows.open(ids.session)).not.toBeNull();
    expect(made).toEqual([]);
  });

  test('is given up after a while: the stage hears of it, again until it could store that', async () => {
    const { store, takes, on, stop, rows, ids, made } = await recorded({ begun: false });
    let refusals = 0;
    takes.onMade(() => {
      refusals += 1;
      if (refusals < 3) return Promise.reject(new Error('not stored'));
      stop();
      return Promise.resolve();
    });
    await storeFault(store, 'INSERT ON take');
    takes.follow(on);
    await expect.poll(() => refusals, { timeout: 120_000 }).toBe(3);
    await takes.idle();
    expect(made).toEqual(['failed', 'failed', 'failed']);
    expect(await rows.open(ids.session)).toBeNull();
  }, 150_000);
});

test('L8: a recording of which nothing can be written any more is given up, once its stage could store that', async () => {
  const at = await recorded();
  const { takes, on, stop, rows, ids, folder, made, ended } = at;
  const router = await at.router();
  const voice = await send(
    router,
    { accountId: randomUUID(), name: 'Ada Sample' },
    'microphone',
    sent.tone(500),
  );
  let refusals = 0;
  takes.onMade((_, one) => {
    if (one !== 'failed' || refusals === 2) return Promise.resolve();
    refusals += 1;
    if (refusals < 2) return Promise.reject(new Error('not stored'));
    stop();
    return Promise.resolve();
  });
  const take = await rows.open(ids.session);
  await rm(join(folder, 'takes', take?.id ?? ''), { recursive: true });
  takes.follow({ ...on, producers: [voice] });
  await expect.poll(() => refusals, { timeout: 120_000 }).toBe(2);
  await expect.poll(ended).toEqual(['failed']);
  expect(made).toEqual(['failed', 'failed', 'composing', 'failed']);
}, 150_000);

test('L8: the timeline has what could not be stored at first, at its time and in its order', async () => {
  const { store, takes, on, stop, failing, rows, ids, ended } = await recorded();
  const mend = await storeFault(store, "INSERT ON take_event WHEN NEW.kind = 'spotlight'");
  const accountId = randomUUID();
  for (const spotlight of [accountId, null]) {
    takes.follow({ ...on, spotlight });
    await takes.idle();
  }
  takes.heard(ids.session, accountId);
  stop();
  await failing();
  const known = Date.now();
  await failing();
  await mend();
  await expect.poll(ended).toEqual(['failed']);
  const [take] = await rows.ended(ids.session);
  const events = await rows.events(take?.id ?? '');
  expect(events.map(({ body }) => body).slice(-3)).toEqual([
    { kind: 'spotlight', accountId },
    { kind: 'spotlight', accountId: null },
    { kind: 'speaker', accountId },
  ]);
  expect(Math.max(...events.map(({ at }) => at))).toBeLessThanOrEqual(known);
  // It may have been stored although the database could not say so any more.
  await rows.addEvent(take?.id ?? '', 1, known, { kind: 'speaker', accountId: null });
  expect(await rows.events(take?.id ?? '')).toEqual(events);
});

test('L8: a segment whose empty file cannot be removed ends with its producer, and the hub goes on', async () => {
  const at = await studio();
  const router = await at.router();
  const from = await send(
    router,
    { accountId: randomUUID(), name: 'Ada Sample' },
    'microphone',
    sent.tone(500),
  );
  from.stop();
  await from.producer.pause();
  const unhandled: unknown[] = [];
  const heard = (error: unknown): void => void unhandled.push(error);
  process.on('unhandledRejection', heard);
  onTestFinished(() => void process.off('unhandledRejection', heard));
  const told = vi.spyOn(at.log, 'debug');
  // No packet comes, so ffmpeg has not made the file: a folder in its place cannot be removed.
  const file = join(at.folder, 'segment.mkv');
  const segment = await Segment.open({ id: randomUUID(), from, file, changed: () => undefined, log: at.log });
  await mkdir(file);
  from.producer.close();
  await expect.poll(() => unhandled.length + told.mock.calls.length).toBeGreaterThan(0);
  expect(unhandled).toEqual([]);
  await expect(segment.end()).rejects.toThrow();
});
