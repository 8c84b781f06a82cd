import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCursor, scopeOf, writeCursor } from '#server/sync/cursor.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';

describe('a cursor', () => {
  test('S2: is read as it was written', () => {
    const cursors = fc.record({
      epoch: fc.uuid(),
      scope: fc.string({ maxLength: 16 }),
      rev: fc.nat(),
      told: fc.nat(),
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

  test('S2: has another scope for another role, account, talk or workshop, and for a membership given anew', () => {
    const reader = { accountId: 'a', role: 'attendee', talkIds: [], boards: [], stamp: 1 } as const;
    const scopes = [
      reader,
      { ...reader, role: 'moderator' as const },
      { ...reader, accountId: 'b' },
      { ...reader, talkIds: ['t'] },
      { ...reader, stamp: 2 },
    ].map((one) => scopeOf('w', one));
    scopes.push(scopeOf('v', reader));
    expect(new Set(scopes).size).toBe(6);
    expect(scopeOf('w', { ...reader })).toBe(scopes[0]);
  });
});
