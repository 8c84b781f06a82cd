import { type FileHandle, open } from 'node:fs/promises';
import { RefusedError } from '#shared/contracts/refusals.ts';

const MP4_HEADER = 16;
/** So much is read at a time, in bytes: boxes that are smaller cost no read of their own. */
const WINDOW = 4096;
/** A video in fragments of one picture each has as many after five hours; the usual fragment lasts seconds. */
const MOST_BOXES = 1_000_000;

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}

/** Size of the box that starts with these bytes (ISO/IEC 14496-12, 4.2); `null` where it is cut short. */
function boxSize(header: Buffer, left: number): number | null {
  if (header.length < 8) return null;
  const size = header.readUInt32BE(0);
  if (size === 0) return left;
  if (size !== 1) return size >= 8 ? size : null;
  const long = header.length < MP4_HEADER ? 0 : Number(header.readBigUInt64BE(8));
  return long >= MP4_HEADER ? long : null;
}

/** The types of the boxes that the file is made of; `null` where one of them is not whole. */
async function mp4Boxes(
  handle: FileHandle,
  size: number,
  signal: AbortSignal | undefined,
): Promise<ReadonlySet<string> | null> {
  const types = new Set<string>();
  let read: { readonly at: number; readonly bytes: Buffer } = { at: 0, bytes: Buffer.alloc(0) };
  let position = 0;
  for (let count = 0; position < size; count += 1) {
    signal?.throwIfAborted();
    if (count === MOST_BOXES) throw new RefusedError('wrong-file', `it has more than ${MOST_BOXES} boxes`);
    if (position + MP4_HEADER > read.at + read.bytes.length) {
      read = { at: position, bytes: await readAt(handle, position, WINDOW) };
    }
    const header = read.bytes.subarray(position - read.at, position - read.at + MP4_HEADER);
    const length = boxSize(header, size - position);
    if (length === null || position + length > size) return null;
    types.add(header.toString('latin1', 4, 8));
    position += length;
  }
  return types;
}

/** Length and value of an EBML number (RFC 8794, 4); `null` as value where it says "unknown". */
function ebmlNumber(bytes: Buffer, at: number): { length: number; value: number | null } {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  let value = first & (0xff >> length);
  let unknown = value === 0xff >> length;
  for (const byte of bytes.subarray(at + 1, at + length)) {
    value = value * 256 + byte;
    unknown &&= byte === 0xff;
  }
  return { length, value: unknown ? null : value };
}

/** The end of a WebM file as its segment states it; `null` where it does not, or this is no WebM. */
function webmEnd(head: Buffer): number | null {
  const ebmlHeader = ebmlNumber(head, 4);
  const segment = 4 + ebmlHeader.length + (ebmlHeader.value ?? 0);
  if (head.length < segment + 12 || head.readUInt32BE(segment) !== 0x18538067) return null;
  const size = ebmlNumber(head, segment + 4);
  return size.value === null ? null : segment + 4 + size.length + size.value;
}

/**
 * Throws `RefusedError` damaged where a file is not an MP4 or WebM, or where its end is missing; wrong-file where
 * it is in more pieces than any video; and the signal's reason.
 */
export async function assertWholeVideo(file: string, signal?: AbortSignal): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const { size } = await handle.stat();
    const head = await readAt(handle, 0, 4096);
    if (head.length > 8 && head.readUInt32BE(0) === 0x1a45dfa3) {
      const end = webmEnd(head);
      if (end !== null && end > size) throw new RefusedError('damaged', `${file} ends before its end`);
      return;
    }
    const boxes = await mp4Boxes(handle, size, signal);
    if (boxes === null || !boxes.has('moov') || !boxes.has('mdat')) {
      throw new RefusedError('damaged', `${file} is not a whole MP4 or WebM file`);
    }
  } finally {
    await handle.close();
  }
}
