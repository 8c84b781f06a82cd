import type { IncomingMessage } from 'node:http';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { ByteRange } from '#shared/recordings/chunks.ts';

/** Checks that an answer is exactly the part of the file that was asked for (design rule M4). */
export function assertAnswersRange(answer: IncomingMessage, range: ByteRange, size: number): void {
  const wanted = `bytes ${range.start}-${range.end}/${size}`;
  const got = answer.headers['content-range'];
  if (answer.statusCode === 206 && got === wanted) return;
  throw new RefusedError(
    'hub-error',
    `asked for ${wanted}, answered ${answer.statusCode} ${got ?? 'without range'}`,
  );
}
