import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorLine } from '../files/errors.ts';

/**
 * Bytes in the parts in which they came, with the SHA-256 (hexadecimal) of all of them. They are never
 * copied together on their way to the disk: fresh memory for every chunk costs as much as hashing it.
 */
export type HashedBytes = { readonly parts: readonly Buffer[]; readonly hash: string };

/**
 * Reads a body of exactly `length` bytes, hashing them as they come. Throws
 * `RefusedError('hub-unreachable')` where it ends early or breaks off, `hub-error` where it goes on.
 * `onBytes` is told how many arrive, whenever some do.
 */
export function readHashed(
  answer: IncomingMessage,
  length: number,
  onBytes: (bytes: number) => void,
): Promise<HashedBytes> {
  return new Promise((resolve, reject) => {
    const hash = createHash('sha256');
    const parts: Buffer[] = [];
    let filled = 0;
    answer.on('data', (part: Buffer) => {
      onBytes(part.length);
      filled += part.length;
      if (filled > length) {
        answer.destroy();
        reject(new RefusedError('hub-error', `more than the ${length} bytes asked for`));
        return;
      }
      hash.update(part);
      parts.push(part);
    });
    answer.once('error', (error) => reject(new RefusedError('hub-unreachable', errorLine(error))));
    answer.once('close', () => {
      if (filled === length && answer.complete) resolve({ parts, hash: hash.digest('hex') });
      else reject(new RefusedError('hub-unreachable', `cut off after ${filled} of ${length} bytes`));
    });
  });
}
