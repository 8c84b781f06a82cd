import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactLines } from '#electron/sync/compactLines.ts';
import type { JournalLine } from '#electron/sync/journalLines.ts';
import type { JournalEntry, Journaled } from '#shared/sync/journal.ts';
import { added, anyEntry, ENTRY_TYPES, foldOf, mark, progress, uuid } from './entries.ts';

const DAY = 24 * 60 * 60 * 1000;
const linesOf = (entries: readonly unknown[], time = 0): JournalLine[] =>
  entries.map((entry, n) => ({ seq: n + 1, time, entry }));
const journaledOf = (lines: readonly JournalLine[]) => lines as readonly Journaled[];
const types = (lines: readonly JournalLine[]) => lines.map(({ entry }) => (entry as JournalEntry).type);

it('S11 fewer lines come to the same as all of them, whatever was written', () => {
  const entry = fc.tuple(fc.nat(ENTRY_TYPES - 1), fc.nat(2)).map(([kind, about]) => anyEntry(kind, about));
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
      const lines = linesOf(entries);
      const kept = compactLines(lines, 0);
      expect(foldOf(journaledOf(kept))).toEqual(foldOf(journaledOf(lines)));
      expect(compactLines(kept, 0)).toEqual(kept);
    }),
    { numRuns: 500 },
  );
});

it('keeps of many progresses the last, and of a star its reminder', () => {
  const entries = [progress(1), progress(2), anyEntry(5, 1), anyEntry(7, 1), anyEntry(5, 1), progress(3)];
  const kept = compactLines(linesOf(entries), 0);
  expect(types(kept)).toEqual(['agenda.starred', 'agenda.reminder', 'agenda.starred', 'progress']);
  expect(kept.at(-1)?.entry).toEqual(progress(3));
});

it('S11 keeps the last words of a note and nothing of one that was removed', () => {
  const entries = [
    mark(1, 'A first word'),
    mark(2),
    mark(1, 'A second word'),
    { type: 'mark.removed', markId: uuid(502) },
    mark(3, 'On the whole', null),
  ];
  const kept = compactLines(linesOf(entries), 1000 * DAY);
  expect(kept.map(({ entry }) => entry)).toEqual([mark(1, 'A second word'), mark(3, 'On the whole', null)]);
});

describe('S6 an applied command', () => {
  const entries = [added(1), { type: 'command.applied', id: uuid(1), rev: 3, at: 0 }];
  it('is kept for 30 days', () => {
    expect(compactLines(linesOf(entries, DAY), 31 * DAY)).toHaveLength(2);
  });
  it('is not kept longer', () => {
    expect(compactLines(linesOf(entries, DAY), 31 * DAY + 1)).toEqual([]);
  });
});

it('S6 a refused or waiting command is kept however old it is', () => {
  const entries = [
    added(1),
    added(2),
    { type: 'command.refused', id: uuid(2), reason: 'not-allowed', detail: null },
  ];
  expect(compactLines(linesOf(entries, 0), 1000 * DAY)).toHaveLength(3);
});

it('S11 keeps entries of a newer Lectern, and what may be about them', () => {
  const newer = { type: 'note.written', text: 'A sample note' };
  const unread = { type: 'command.added', command: { id: uuid(9), name: 'poll.vote' }, at: 0, after: null };
  const applied = { type: 'command.applied', id: uuid(9), rev: 3, at: 0 };
  const lines = linesOf([newer, unread, applied, progress(1), progress(2)]);
  expect(compactLines(lines, 0).map(({ seq }) => seq)).toEqual([1, 2, 3, 5]);
});
