import { expect, test } from 'vitest';
import { gatherAppended } from '#electron/sync/gatherAppended.ts';
import type { IpcNotice } from '#shared/contracts/ipc.ts';
import { eventually } from '#tests/support/eventually.ts';

type Appended = IpcNotice<'journal.appended'>;
const notice = (hub: string, ...seqs: number[]): Appended => ({
  hub,
  accountId: '00000000-0000-4000-8000-000000000001',
  entries: seqs.map((seq) => ({
    seq,
    entry: { type: 'command.discarded', id: '00000000-0000-4000-8000-000000000002' },
  })),
});
const seqsOf = (told: readonly Appended[], hub: string) =>
  told.filter((one) => one.hub === hub).map(({ entries }) => entries.map(({ seq }) => seq));

test('S11: the first entries are told at once, a burst together after them, all in order and none twice', async () => {
  const told: Appended[] = [];
  const tell = gatherAppended((one) => void told.push(one));
  tell(notice('a', 1));
  tell(notice('b', 1));
  expect(told).toEqual([]);
  for (let seq = 2; seq < 40; seq += 1) tell(notice('a', seq));
  await eventually(() => expect(seqsOf(told, 'a').flat()).toHaveLength(39));
  expect(seqsOf(told, 'a')[0]).toEqual([1]);
  expect(seqsOf(told, 'a').flat()).toEqual(Array.from({ length: 39 }, (_, n) => n + 1));
  expect(seqsOf(told, 'a').length).toBeLessThan(5);
  expect(seqsOf(told, 'b')).toEqual([[1]]);
});

test('S11: after a pause the next entries are told at once again', async () => {
  const told: Appended[] = [];
  const tell = gatherAppended((one) => void told.push(one));
  tell(notice('a', 1));
  await eventually(() => expect(told).toHaveLength(1));
  await new Promise((resolve) => setTimeout(resolve, 40));
  tell(notice('a', 2));
  await eventually(() => expect(told).toHaveLength(2));
});
