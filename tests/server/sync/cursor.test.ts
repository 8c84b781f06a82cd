import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCursor, scopeOf, writeCursor } from '#server/sync/cursor.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { audiencesOfReader } from '#shared/sync/audiences.ts';

describe('a cursor', () => {
  test('S2: is read as it was written', () => {
    const cursors = fc.record({
      epoch: fc.uuid(),
      scope: fc.string({ maxLength: 16 }),
      rev: fc.nat(),
      snapshotUpTo: fc.nat(),
    });
    fc.assert(
      fc.property(cursors, (cursor) => {
        expect(readCursor(writeCursor(cursor))).toEqual(cursor);
      }),
    );
  });

  test('is refused as malformed whatever else somebody sends', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => readCursor(text)).toThrow(new RefusedError('malformed', 'cursor'));
      }),
    );
  });

  test('S2: has another scope for another role, account or talk', () => {
    const reader = { accountId: 'a', role: 'attendee', talkIds: [] } as const;
    const scopes = [
      reader,
      { ...reader, role: 'moderator' as const },
      { ...reader, accountId: 'b' },
      { ...reader, talkIds: ['t'] },
    ].map((one) => scopeOf(audiencesOfReader(one)));
    expect(new Set(scopes).size).toBe(4);
    expect(scopeOf(audiencesOfReader({ ...reader }))).toBe(scopes[0]);
  });
});
