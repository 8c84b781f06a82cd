import { join } from 'node:path';
import { _electron } from 'playwright';
import { afterAll, expect, it } from 'vitest';
import { ipcRequests } from '#shared/contracts/ipc.ts';
import type { JournalEntry } from '#shared/sync/journal.ts';
import { electronBinary, electronFlags, newProfile } from '#tests/support/launchApp.ts';
import { closeApps, startApp } from '#tests/support/people.ts';
import { startHub } from '#tests/support/startHub.ts';
import { describeFigure, measurePairs, recordFigure } from './figures.ts';

const name = 'journal';
const pairs = 20;
/** Writes of one measurement, one after the other. */
const writes = 25;

declare const window: Window & {
  readonly lectern: { ask(name: string, request: unknown): Promise<unknown> };
  readonly bare: { append(entry: unknown): Promise<void> };
};

describeFigure(name, 'journal', async () => {
  const hub = await startHub();
  const ours = await startApp({ invite: hub.invites.attendee });
  const bare = await _electron.launch({
    executablePath: electronBinary(),
    args: [...electronFlags(), join(import.meta.dirname, 'bareJournal'), `--user-data-dir=${newProfile()}`],
  });
  afterAll(async () => {
    await bare.close();
    await closeApps();
    await hub.stop();
  });

  it('a write is set beside one bare call that appends and syncs', async () => {
    const hubs = ipcRequests['hubs.list'].reply.parse(
      await ours.page
        .evaluate(() => window.lectern.ask('hubs.list', {}))
        .then((answer) => (answer as { ok: unknown }).ok),
    );
    const [joined] = hubs;
    if (!joined) throw new Error('no hub');
    const entry: JournalEntry = {
      type: 'progress',
      workshopId: joined.memberships[0]?.workshopId ?? '',
      recordingId: '00000000-0000-4000-8000-000000000001',
      second: 12.5,
      finished: false,
      at: 1_592_900_000_000,
    };
    const request = { hub: joined.fingerprint, accountId: joined.account.id, entries: [entry] };
    const journaled = () =>
      ours.page.evaluate(
        async ([body, count]) => {
          const began = performance.now();
          for (let i = 0; i < count; i += 1) {
            const answer = (await window.lectern.ask('journal.append', body)) as { ok?: unknown };
            if (!answer.ok) throw new Error(JSON.stringify(answer));
          }
          return (performance.now() - began) / count;
        },
        [request, writes] as const,
      );
    const page = await bare.firstWindow();
    await page.waitForFunction(() => 'bare' in window);
    const plain = () =>
      page.evaluate(
        async ([body, count]) => {
          const began = performance.now();
          for (let i = 0; i < count; i += 1) await window.bare.append(body);
          return (performance.now() - began) / count;
        },
        [entry, writes] as const,
      );
    const kept = await measurePairs(pairs, journaled, plain);
    const figure = recordFigure(
      {
        name,
        title: 'Write into the journal, on the disk',
        unit: 'ms',
        baseline: 'one bare IPC call that appends and fsyncs',
        better: 'lower',
        aim: 1.5,
      },
      kept,
    );
    expect(figure.pairs).toBe(pairs);
  });
});
