import { RefusedError } from '../../../contracts/refusals.ts';

/** A file in a zip, as the zip's directory says (PKWARE APPNOTE 4.3.12). */
export type ArchiveEntry = {
  readonly name: string;
  /** 0 is stored, 8 is deflated. */
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  /** Where its own header stands. */
  readonly offset: number;
};

const LOCAL = 0x04034b50;
const DIRECTORY = 0x02014b50;
const END = 0x06054b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;

export const MOST_ENTRIES = 5000;

/** A zip, by its first bytes; an empty one has only its end. */
export function looksLikeZip(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false;
  const first = viewOf(bytes).getUint32(0, true);
  return first === LOCAL || first === END;
}

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const damaged = (what: string): never => {
  throw new RefusedError('damaged', `zip: ${what}`);
};

function endOf(view: DataView): number {
  const last = view.byteLength - END_SIZE;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  return damaged('its end is missing');
}

/** Refuses a name that would lead out of the folder it is unpacked to, whoever unpacks it. */
function refuseName(name: string): void {
  const parts = name.split(/[\\/]/);
  const bad = parts.includes('..') || /^[\\/]|^[a-z]:/i.test(name) || /\p{Cc}/u.test(name) || name === '';
  if (bad) throw new RefusedError('malformed', `zip: unsafe path ${name.slice(0, 100)}`);
}

/** The mode of a file made on Unix, in the upper half of its attributes: its type is in the highest bits. */
const isSymlink = (view: DataView, at: number): boolean =>
  ((view.getUint32(at + 38, true) >>> 16) & 0o170000) === 0o120000;

function nameAt(bytes: Uint8Array, at: number, length: number, utf8: boolean): string {
  const slice = bytes.subarray(at, at + length);
  return new TextDecoder(utf8 ? 'utf-8' : 'windows-1252').decode(slice);
}

function entryAt(bytes: Uint8Array, view: DataView, at: number) {
  if (at + 46 > view.byteLength || view.getUint32(at, true) !== DIRECTORY)
    damaged('its directory is cut off');
  const flags = view.getUint16(at + 8, true);
  const lengths = [28, 30, 32].map((field) => view.getUint16(at + field, true));
  const name = nameAt(
    bytes,
    at + 46,
    lengths[0] ?? 0,
    (flags & 0x800) !== 0 || isAscii(bytes, at + 46, lengths[0] ?? 0),
  );
  const next = at + 46 + lengths.reduce((sum, length) => sum + length, 0);
  if (next > view.byteLength) damaged('its directory is cut off');
  refuseName(name);
  if ((flags & 0x2041) !== 0) throw new RefusedError('unknown-format', `zip: ${name} is encrypted`);
  if (isSymlink(view, at)) throw new RefusedError('malformed', `zip: ${name} is a symbolic link`);
  const [packed, whole, offset] = [20, 24, 42].map((field) => view.getUint32(at + field, true));
  if ([packed, whole, offset].includes(0xffffffff))
    throw new RefusedError('too-large', `zip: ${name} is of zip64`);
  const method = view.getUint16(at + 10, true);
  const entry = {
    name,
    method,
    crc: view.getUint32(at + 16, true),
    packed: packed ?? 0,
    offset: offset ?? 0,
  };
  return { entry, next };
}

const isAscii = (bytes: Uint8Array, at: number, length: number): boolean =>
  bytes.subarray(at, at + length).every((byte) => byte < 0x80);

/**
 * The files of a zip, without its folders.
 * @throws RefusedError `damaged` for a zip that is cut off, `malformed` for names or links that lead elsewhere
 *   and for two files of one name, `unknown-format` for encryption, `too-large` for more than 5,000 entries
 */
export function archiveEntries(bytes: Uint8Array): readonly ArchiveEntry[] {
  const view = viewOf(bytes);
  if (view.byteLength < END_SIZE) damaged('it is cut off');
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  if (count > MOST_ENTRIES) throw new RefusedError('too-large', `zip: more than ${MOST_ENTRIES} entries`);
  if (view.getUint16(end + 4, true) !== 0) damaged('it is one of several parts');
  const entries: ArchiveEntry[] = [];
  const names = new Set<string>();
  let at = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index += 1) {
    const { entry, next } = entryAt(bytes, view, at);
    const name = entry.name.replaceAll('\\', '/').normalize('NFC').toLowerCase();
    if (names.has(name)) throw new RefusedError('malformed', `zip: ${entry.name} is in it twice`);
    names.add(name);
    if (!name.endsWith('/')) entries.push(entry);
    at = next;
  }
  return entries;
}

/** Where an entry's bytes begin, after its own header. */
export function dataStart(view: DataView, { name, offset, packed }: ArchiveEntry): number {
  if (offset + 30 > view.byteLength || view.getUint32(offset, true) !== LOCAL) damaged(`${name} is cut off`);
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > view.byteLength) damaged(`${name} is cut off`);
  return start;
}
