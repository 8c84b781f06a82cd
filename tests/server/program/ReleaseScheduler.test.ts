import { randomUUID } from 'node:crypto';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createLog } from '#server/log.ts';
import { HubClock } from '#server/program/HubClock.ts';
import { ReleaseScheduler } from '#server/program/ReleaseScheduler.ts';
import type { Moment } from '#shared/program/moment.ts';
import { momentStart } from '#shared/program/momentTime.ts';
import { contents, recording, workshop } from '../sampleRows.ts';
import { openTestStore } from '../testStore.ts';

const log = createLog('silent');

async function program(releases: readonly Moment[], zone: string | null = null) {
  const { store, workshopId } = await openTestStore();
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
    const scheduler = await ReleaseScheduler.start(store, await HubClock.open(store, realNow), log);
    onTestFinished(() => scheduler.close());
    return scheduler;
  };
  return { store, released, start };
}

const instant = (at: number): Moment => ({ kind: 'instant', at: new Date(at).toISOString() });

describe('the release scheduler', () => {
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
