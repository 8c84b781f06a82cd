import 'fake-indexeddb/auto';
import { writeFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HubDatabase } from '#renderer/sync/database.ts';
import { Projector } from '#renderer/sync/Projector.ts';
import { project } from '#renderer/sync/project.ts';
import { type Journaled, journaled } from '#shared/sync/journal.ts';
import { agendaKey } from '#shared/sync/journalFold.ts';
import {
  added,
  anyEntry,
  ENTRY_TYPES,
  foldOf,
  mark,
  progress,
  starred,
  uuid,
} from '#tests/electron/sync/entries.ts';
import { type RealJournal, realJournal } from './realJournal.ts';
import { account, freshDatabase } from './scriptedHub.ts';

let database: HubDatabase;
let real: RealJournal;
beforeEach(async () => {
  database = freshDatabase();
  real = await realJournal(account.id);
});
afterEach(async () => {
  await database.delete();
  await real.close();
});
const projector = () => new Projector({ database, journal: real.wire });

function allJournaled(): readonly Journaled[] {
  const found: Journaled[] = [];
  for (;;) {
    const { entries } = real.journal().read(found.at(-1)?.seq ?? 0);
    if (entries.length === 0) return found;
    found.push(...entries.map((one) => journaled.parse(one)));
  }
}

/** The projection is the fold of the whole journal. */
async function expectProjected(): Promise<void> {
  const fold = foldOf(allJournaled());
  const by = <T>(rows: readonly T[], key: (row: T) => string) => new Map(rows.map((row) => [key(row), row]));
  expect(by(await database.commands.toArray(), ({ id }) => id)).toEqual(fold.commands);
  expect(by(await database.agenda.toArray(), agendaKey)).toEqual(fold.agenda);
  expect(by(await database.progress.toArray(), ({ recordingId }) => recordingId)).toEqual(fold.progress);
  expect(by(await database.marks.toArray(), ({ markId }) => markId)).toEqual(fold.marks);
  const { generation, last } = real.journal().read(0);
  expect(await database.projection.get('journal')).toEqual({ key: 'journal', generation, seq: last });
}

it('S11 the projection is what the journal comes to, over appends, compactions, new starts and resets', async () => {
  const step = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        act: fc.constant('append' as const),
        entries: fc.array(fc.tuple(fc.nat(ENTRY_TYPES - 1), fc.nat(2)), { minLength: 1, maxLength: 6 }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('project', 'compact', 'reopen', 'restart') }) },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('reset' as const) }) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      await database.delete();
      await database.open();
      let current = projector();
      for (const one of steps) {
        if ('entries' in one)
          await real.wire.append(one.entries.map(([kind, about]) => anyEntry(kind, about)));
        if (one.act === 'project') await current.catchUp();
        if (one.act === 'compact') await real.journal().compact();
        if (one.act === 'reopen') await real.reopen();
        if (one.act === 'restart') current = projector();
        if (one.act === 'reset') {
          await database.delete();
          await database.open();
        }
      }
      await current.catchUp();
      await expectProjected();
    }),
    { numRuns: 25 },
  );
}, 60_000);

it('S11 takes over more than one page, and a batch while another is on its way', async () => {
  await real.wire.append(Array.from({ length: 2300 }, (_, n) => progress(n, n % 7)));
  const one = projector();
  const both = Promise.all([one.catchUp(), one.catchUp()]);
  await real.wire.append([starred(3)]);
  await both;
  await one.catchUp();
  await expectProjected();
});

it('S12 two projectors of one database, as two windows have them for a moment, write nothing twice', async () => {
  const [one, other] = [projector(), projector()];
  await real.wire.append([starred(1), added(5)]);
  await Promise.all([one.catchUp(), other.catchUp()]);
  await real.wire.append([
    { type: 'agenda.reminder', workshopId: uuid(100), talkId: uuid(401), minutes: 10 },
  ]);
  await Promise.all([one.catchUp(), other.catchUp()]);
  await expectProjected();
});

it('S12 a batch that does not go on from where the projection is changes nothing', async () => {
  await real.wire.append([starred(1), added(5)]);
  await projector().catchUp();
  const { generation } = real.journal().read(0);
  const entries = [{ seq: 3, entry: { type: 'command.discarded' as const, id: uuid(5) } }];
  for (const wrong of [{ after: 1 }, { after: 3 }, { generation: uuid(8) }]) {
    expect(await project(database, { generation, after: 2, entries, last: 3, ...wrong })).toBe(false);
    await expectProjected();
  }
  expect(await project(database, { generation, after: 2, entries, last: 3 })).toBe(true);
});

describe('S11 a recovery is told:', () => {
  it('a database that was reset is filled from the journal', async () => {
    await real.wire.append([starred(1), progress(7)]);
    await projector().catchUp();
    await database.delete();
    await database.open();
    const after = projector();
    await after.catchUp();
    await expectProjected();
    expect(after.recovery.get()).toEqual({ wasReset: true, damaged: 0 });
  });

  it('nothing is told at a first start', async () => {
    const first = projector();
    await first.catchUp();
    expect(first.recovery.get()).toEqual({ wasReset: false, damaged: 0 });
  });

  it('a journal with damage says how much', async () => {
    await real.wire.append([progress(7)]);
    await projector().catchUp();
    await real.journal().close();
    const { readFile } = await import('node:fs/promises');
    const bytes = await readFile(real.path);
    bytes[bytes.length - 20] = 0;
    await writeFile(real.path, bytes);
    await real.reopen();
    const after = projector();
    await after.catchUp();
    expect(after.recovery.get()).toEqual({ wasReset: false, damaged: 1 });
  });
});

it('S11 a journal that was lost is begun again with what its projection still knows', async () => {
  await real.wire.append([
    added(1),
    added(2, 1),
    { type: 'command.refused', id: uuid(1), reason: 'too-large', detail: null },
    { type: 'command.applied', id: uuid(2), rev: 4, at: 9 },
    starred(1),
    { type: 'agenda.reminder', workshopId: uuid(100), talkId: uuid(401), minutes: 10 },
    progress(12),
    mark(1),
    mark(2, 'On the whole', null),
    mark(3),
    { type: 'mark.removed', markId: uuid(503) },
  ]);
  await projector().catchUp();
  const before = foldOf(allJournaled());
  await real.journal().close();
  await writeFile(real.path, '');
  await real.reopen();
  expect(real.journal().read(0).last).toBe(0);
  await projector().catchUp();
  const after = foldOf(allJournaled());
  const bare = (fold: typeof before) => ({
    ...fold,
    commands: [...fold.commands.values()].map(({ seq, ...rest }) => rest),
  });
  expect(bare(after)).toEqual(bare(before));
  await expectProjected();
});
