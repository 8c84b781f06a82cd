import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test } from 'vitest';
import type { RowData } from '#shared/sync/rows.ts';
import { announcement } from '../../sampleRows.ts';
import { InProcessHub } from '../../sync/InProcessHub.ts';

const past = { kind: 'instant', at: '2020-06-25T10:00:00.000Z' } as const;
const later = { kind: 'instant', at: '2100-06-25T10:00:00.000Z' } as const;

test('S4: only the hub says that an announcement has expired, until its expiry is another one', async () => {
  const hub = await InProcessHub.start();
  onTestFinished(() => hub.close());
  const workshopId = await hub.workshop('sample');
  const organizer = await hub.someone('organizer', [workshopId]);
  const id = randomUUID();
  const put = async (data: RowData<'announcement'>) => {
    const expectedRev = (await hub.store.row(workshopId, 'announcement', id))?.rev ?? null;
    const args = { kind: 'announcement', id, expectedRev, data };
    const body = { id: randomUUID(), workshopId, name: 'program.put', args };
    expect((await hub.ask(organizer, 'POST', '/v1/commands', body)).body.outcome).toBe('applied');
    const written = (await hub.store.row(workshopId, 'announcement', id))?.data.expired;
    await hub.scheduler.check();
    return [written, (await hub.store.row(workshopId, 'announcement', id))?.data.expired];
  };
  expect(await put(announcement(later, true))).toEqual([false, false]);
  expect(await put(announcement(past))).toEqual([expect.any(Boolean), true]);
  expect(await put({ ...announcement(past), text: 'A spelling mended.' })).toEqual([true, true]);
  expect(await put(announcement(later, true))).toEqual([false, false]);
});
