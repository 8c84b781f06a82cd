import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createLog } from '#server/log.ts';
import { HubClock } from '#server/program/HubClock.ts';
import { Scheduler } from '#server/program/Scheduler.ts';
import type { Moment } from '#shared/program/moment.ts';
import { momentStart } from '#shared/program/momentTime.ts';
import { announcement, contents, recording, workshop } from '../sampleRows.ts';
import { openTestStore } from '../testStore.ts';

const log = createLog('silent');

async function program(releases: readonly Moment[], zone: string | null = null) {
  const { store, heads, workshopId } = await openTestStore();
  const ids = releases.map(() => randomUUID());
  await store.write(workshopId, async (tx) => {
    await tx.put('workshop', workshopId, workshop({ zone }));
    for (const [index, release] of releases.entries()) {
      const [id, talkId] = [ids[index] ?? '', randomUUID()];
      await tx.put('recording', id, recording(talkId, { release }));
      await tx.put('recordingContents', id, contents(id, talkId));
    }
  });
  const released = async () =>
    Promise.all(ids.map(async (id) => (await store.row(workshopId, 'recordingContents', id))?.data.released));
  const start = async (realNow?: () => number) => {
    const clock = await HubClock.open(store, realNow);
    const scheduler = await Scheduler.start({ store, heads, clock, log });
    onTestFinished(() => scheduler.close());
    return scheduler;
  };
  return { store, workshopId, ids, released, start };
}

const instant = (at: number): Moment => ({ kind: 'instant', at: new Date(at).toISOString() });

describe('the scheduler', () => {
  test('S4: opens at start what was missed, and neither what is later nor what has no date', async () => {
    const now = Date.now();
    const { released, start } = await program([instant(now - 1), instant(now + 60_000), { kind: 'unknown' }]);
    await start();
    expect(await released()).toEqual([true, false, false]);
  });

  test('S4: opens one after another when they are due', async () => {
    const now = Date.now();
    const { released, start } = await program([instant(now + 300), instant(now + 600)]);
    await start();
    expect(await released()).toEqual([false, false]);
    await expect.poll(released, { timeout: 10_000 }).toEqual([true, true]);
  });

  test('S4: opens one that falls due while the scheduler looks', async () => {
    const now = Date.now();
    const { released, start } = await program([instant(now + 1)]);
    let readings = 0;
    await start(() => {
      readings += 1;
      return now + readings - 1;
    });
    await expect.poll(released, { timeout: 10_000 }).toEqual([true]);
  });

  test('S4: a clock that jumps back undoes none', async () => {
    const now = Date.now();
    const { released, start } = await program([instant(now)]);
    await (await start(() => now)).close();
    await start(() => now - 86_400_000);
    expect(await released()).toEqual([true]);
  });

  test('S4: a release that is brought forward while the hub runs is written at once, and one put off waits', async () => {
    const now = Date.now();
    const { store, workshopId, ids, released, start } = await program([
      instant(now + 3_600_000),
      instant(now + 7_200_000),
    ]);
    const scheduler = await start(() => now + 1);
    const [first = '', second = ''] = ids;
    const release = (id: string, at: number) =>
      store.write(workshopId, (tx) =>
        tx.put('recording', id, recording(randomUUID(), { release: instant(at) })),
      );
    await release(first, now);
    await expect.poll(released).toEqual([true, false]);
    await release(second, now + 9_000_000);
    await release(first, now + 9_000_000);
    await scheduler.check();
    expect(await released()).toEqual([true, false]);
  });

  test('S4, S5: an announcement expires by a write that leaves it to moderators, the missed one at start, and no clock brings it back', async () => {
    const now = Date.parse('2020-06-25T12:00:00Z');
    const { store, workshopId, start } = await program([]);
    const ids = { past: randomUUID(), today: randomUUID(), never: randomUUID() };
    await store.write(workshopId, async (tx) => {
      await tx.put('announcement', ids.past, announcement(instant(now)));
      await tx.put('announcement', ids.today, announcement({ kind: 'date', date: '2020-06-25' }));
      await tx.put('announcement', ids.never, announcement({ kind: 'unknown' }));
    });
    const shown = async () => {
      const sees = async (id: string) =>
        (await store.storedRow(workshopId, 'announcement', id))?.audiences.includes('everyone');
      return [await sees(ids.past), await sees(ids.today), await sees(ids.never)];
    };
    await (await start(() => now)).close();
    expect(await shown()).toEqual([false, true, true]);
    await (await start(() => now - 86_400_000)).close();
    expect(await shown()).toEqual([false, true, true]);
    await start(() => now + 12 * 3_600_000);
    expect(await shown()).toEqual([false, false, true]);
    expect((await store.row(workshopId, 'announcement', ids.past))?.data.expired).toBe(true);
  });

  test('goes by the clock of the rehearsal, which goes on over a restart', async () => {
    const { store, released, start } = await program([{ kind: 'date', date: '2020-06-23' }]);
    const real = 1_000_000;
    await HubClock.beginRehearsal(store, Date.parse('2020-06-22T23:59:00Z'), () => real);
    await HubClock.beginRehearsal(store, Date.parse('2020-06-30T00:00:00Z'), () => real);
    await (await start(() => real + 59_000)).close();
    expect(await released()).toEqual([false]);
    await start(() => real + 60_000);
    expect(await released()).toEqual([true]);
  });

  test("a date begins in the workshop's zone, in UTC where it has none", () => {
    const date: Moment = { kind: 'date', date: '2020-06-25' };
    expect(momentStart(date, 'Europe/Berlin')).toBe(Date.parse('2020-06-24T22:00:00Z'));
    expect(momentStart(date, null)).toBe(Date.parse('2020-06-25T00:00:00Z'));
    expect(momentStart({ kind: 'year', year: 2020 }, null)).toBeNull();
  });
});
