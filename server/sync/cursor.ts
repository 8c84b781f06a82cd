import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { audiencesOfReader } from '#shared/sync/audiences.ts';
import type { CurrentReader } from './Readers.ts';

const shape = z.tuple([z.uuid(), z.string(), z.int().nonnegative(), z.int().nonnegative()]);

/**
 * Where a reader is (rule S2). `told`: up to this rev the reader knows what is hidden. It stays behind
 * while the pages of one pull last, because a row that was hidden meanwhile may be on a later one; in a
 * snapshot, which has no tombstones, it is the head at its beginning.
 */
export type Cursor = {
  readonly epoch: string;
  readonly scope: string;
  readonly rev: number;
  readonly told: number;
};

/**
 * Short for everything that a reader may see of a workshop, and since when: it changes when roles or grants
 * do, and stays another one when they are given back, because what happened in between was not for the reader.
 */
export function scopeOf(workshopId: string, reader: CurrentReader): string {
  return createHash('sha256')
    .update([workshopId, reader.stamp, ...[...audiencesOfReader(reader)].sort()].join('\n'))
    .digest('base64url')
    .slice(0, 16);
}

export function writeCursor(cursor: Cursor): string {
  const parts = [cursor.epoch, cursor.scope, cursor.rev, cursor.told];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** What a reader of this scope holds who has everything up to `rev`. */
export function cursorAt(epoch: string, scope: string, rev: number): string {
  return writeCursor({ epoch, scope, rev, told: rev });
}

/** Throws `RefusedError` malformed where the text is not a cursor of ours. */
export function readCursor(text: string): Cursor {
  try {
    const [epoch, scope, rev, told] = shape.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
    );
    return { epoch, scope, rev, told };
  } catch {
    throw new RefusedError('malformed', 'cursor');
  }
}
