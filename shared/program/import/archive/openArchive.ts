import { Inflate } from 'fflate';
import { RefusedError } from '../../../contracts/refusals.ts';
import type { SourceFile } from '../draft.ts';
import { type ArchiveEntry, archiveEntries, dataStart, looksLikeZip, viewOf } from './archiveEntries.ts';
import { crc32 } from './crc32.ts';

/** All files of a zip together, unpacked. */
export const MOST_BYTES = 200 * 1024 * 1024;
/** Text packs ten or twenty to one; a bomb, a thousand to one. Small files may. */
const MOST_RATIO = 150;
const SMALL = 1024 * 1024;
/** How much is unpacked between two looks at the limits. */
const STEP = 16 * 1024;

/** What systems put into zips beside the files that were meant. */
const CLUTTER = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._[^/]*$)/i;

class Budget {
  readonly #most: number;
  #left: number;

  constructor(bytes: number) {
    this.#most = bytes;
    this.#left = bytes;
  }

  /** Counts bytes as they are unpacked, whatever any header says of their number. */
  take(name: string, unpacked: number, total: number, packed: number): void {
    this.#left -= unpacked;
    if (this.#left < 0)
      throw new RefusedError('too-large', `zip: more than ${this.#most} bytes when unpacked`);
    if (total > SMALL && total > packed * MOST_RATIO) {
      throw new RefusedError('too-large', `zip: ${name} unpacks to more than ${MOST_RATIO} times its size`);
    }
  }
}

function inflate(entry: ArchiveEntry, packed: Uint8Array, budget: Budget): Uint8Array {
  const parts: Uint8Array[] = [];
  let total = 0;
  let whole = false;
  const stream = new Inflate((part, final) => {
    total += part.length;
    whole ||= final;
    budget.take(entry.name, part.length, total, packed.length);
    parts.push(part.slice());
  });
  try {
    for (let at = 0; at < packed.length; at += STEP) {
      stream.push(packed.subarray(at, at + STEP), at + STEP >= packed.length);
    }
  } catch (thrown) {
    if (!(thrown instanceof Error) || thrown instanceof RefusedError) throw thrown;
    throw new RefusedError('damaged', `zip: ${entry.name}: ${thrown.message}`);
  }
  if (!whole) throw new RefusedError('damaged', `zip: ${entry.name} is cut off`);
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function unpack(entry: ArchiveEntry, bytes: Uint8Array, budget: Budget): Uint8Array {
  const start = dataStart(viewOf(bytes), entry);
  const packed = bytes.subarray(start, start + entry.packed);
  switch (entry.method) {
    case 0:
      budget.take(entry.name, packed.length, packed.length, packed.length);
      return packed;
    case 8:
      return inflate(entry, packed, budget);
    default:
      throw new RefusedError('unknown-format', `zip: ${entry.name} is packed in an unknown way`);
  }
}

/** Many names for the same packed bytes are how a small zip gets to unpack to a very large one. */
function refuseOverlaps(entries: readonly ArchiveEntry[]): void {
  const sorted = entries.toSorted((one, other) => one.offset - other.offset);
  let end = 0;
  for (const { name, offset, packed } of sorted) {
    if (offset < end) throw new RefusedError('malformed', `zip: ${name} shares its bytes with another file`);
    end = offset + packed;
  }
}

/**
 * The files of a zip, unpacked and checked; nothing is written anywhere. Limits are kept while unpacking.
 * @param most bytes of all files together, unpacked
 * @throws RefusedError `malformed`, `too-large`, `unknown-format` or `damaged`, with what was found
 */
export function openArchive(bytes: Uint8Array, most = MOST_BYTES): readonly SourceFile[] {
  const budget = new Budget(most);
  const entries = archiveEntries(bytes).filter(({ name }) => !CLUTTER.test(name));
  refuseOverlaps(entries);
  return entries.map((entry) => {
    const unpacked = unpack(entry, bytes, budget);
    if (crc32(unpacked) !== entry.crc)
      throw new RefusedError('damaged', `zip: ${entry.name} is not what was packed`);
    if (looksLikeZip(unpacked))
      throw new RefusedError('unknown-format', `zip: ${entry.name} is a zip itself`);
    return { name: entry.name.replaceAll('\\', '/'), bytes: unpacked };
  });
}
