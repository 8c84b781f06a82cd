import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Audience } from '#shared/sync/audiences.ts';

const shape = z.tuple([z.uuid(), z.string(), z.int().nonnegative(), z.int().nonnegative()]);

/**
 * Where a reader is (rule S2). `snapshotUpTo`: until this rev the pages belong to a snapshot, which
 * has no tombstones; 0 where the snapshot is whole.
 */
export type Cursor = {
  readonly epoch: string;
  readonly scope: string;
  readonly rev: number;
  readonly snapshotUpTo: number;
};

/** Short for everything that a reader may see: it changes when roles or grants do. */
export function scopeOf(held: ReadonlySet<Audience>): string {
  return createHash('sha256')
    .update([...held].sort().join('\n'))
    .digest('base64url')
    .slice(0, 16);
}

export function writeCursor(cursor: Cursor): string {
  const parts = [cursor.epoch, cursor.scope, cursor.rev, cursor.snapshotUpTo];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Throws `RefusedError` malformed where the text is not a cursor of ours. */
export function readCursor(text: string): Cursor {
  try {
    const [epoch, scope, rev, snapshotUpTo] = shape.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
    );
    return { epoch, scope, rev, snapshotUpTo };
  } catch {
    throw new RefusedError('malformed', 'cursor');
  }
}
