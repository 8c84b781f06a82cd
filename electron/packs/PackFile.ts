import { type FileHandle, open } from 'node:fs/promises';
import { type Entry, fromFd, type ZipFile } from 'yauzl';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { packParts } from '#shared/packs/pack.ts';
import { errorCode, errorLine } from '../files/errors.ts';

/** Where the bytes of a part lie in the file; they are stored as they are, so that any of them can be read alone. */
type Part = { readonly start: number; readonly size: number };

const END_RECORD = 22;
const endSignature = Buffer.from('PK\x05\x06', 'latin1');
/** A local header of the first part: its signature, 22 bytes that vary, and from byte 30 on its name. */
const NAME_AT = 30;
const startSignature = Buffer.from('PK\x03\x04', 'latin1');
const partName = /^(pack\.json|snapshot\.jsonl|renditions\/[0-9a-f]{64}\.(json|bin)|blobs\/[0-9a-f]{64})$/;
const MOST_PARTS = 200_000;
/** What reading says of a disk that was pulled out. */
const goneCodes = ['ENOENT', 'EIO', 'ENODEV', 'ENXIO', 'ESTALE', 'EACCES'];

/**
 * A pack as a file of named parts, read at any place and never whole. Nothing of what it says is verified but its
 * shape: every name is one of `packParts` and comes once, and no part is compressed.
 */
export class PackFile {
  readonly path: string;
  readonly size: number;
  readonly #handle: FileHandle;
  readonly #parts: ReadonlyMap<string, Part>;

  private constructor(path: string, size: number, handle: FileHandle, parts: ReadonlyMap<string, Part>) {
    this.path = path;
    this.size = size;
    this.#handle = handle;
    this.#parts = parts;
  }

  /**
   * Throws `RefusedError`: `file-gone`, `unknown-format` for what is no pack, `cut-short`, or `damaged` with the
   * name of the part.
   */
  static async open(path: string): Promise<PackFile> {
    const handle = await open(path, 'r').catch((error: unknown) => {
      throw asGone(error);
    });
    try {
      const found = await handle.stat();
      if (!found.isFile()) throw new RefusedError('unknown-format', 'not a file');
      await assertPack(handle, found.size);
      return new PackFile(path, found.size, handle, await readParts(handle));
    } catch (error) {
      await handle.close();
      throw asGone(error);
    }
  }

  names(): readonly string[] {
    return [...this.#parts.keys()];
  }

  /** Bytes of a part. Throws `damaged` where there is no such part. */
  sizeOf(name: string): number {
    return this.#part(name).size;
  }

  /** A part whole, of at most `most` bytes. Throws `damaged`, `file-gone`. */
  async read(name: string, most: number): Promise<Buffer> {
    const { size } = this.#part(name);
    if (size > most) throw new RefusedError('damaged', `${name} has ${size} bytes`);
    return this.bytes(name, 0, size);
  }

  /** `length` bytes of a part from `at` on, in `into` where that is given. Throws `damaged` where the part ends before, `file-gone`. */
  async bytes(name: string, at: number, length: number, into?: Buffer): Promise<Buffer> {
    const { start, size } = this.#part(name);
    if (at + length > size) throw new RefusedError('damaged', `${name} ends early`);
    const bytes = into?.subarray(0, length) ?? Buffer.allocUnsafe(length);
    for (let done = 0; done < length; ) {
      const { bytesRead } = await this.#handle
        .read(bytes, done, length - done, start + at + done)
        .catch((error: unknown) => {
          throw asGone(error);
        });
      if (bytesRead === 0) throw new RefusedError('cut-short', `${name} ends early`);
      done += bytesRead;
    }
    return bytes;
  }

  /** A part in pieces of at most 1 MiB. */
  async *pieces(name: string): AsyncGenerator<Buffer> {
    const { size } = this.#part(name);
    const piece = 1024 * 1024;
    for (let at = 0; at < size; at += piece) yield await this.bytes(name, at, Math.min(piece, size - at));
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  #part(name: string): Part {
    const part = this.#parts.get(name);
    if (!part) throw new RefusedError('damaged', `${name} is missing`);
    return part;
  }
}

/** Names an error of a file that is not there any more; leaves others as they are. */
function asGone(error: unknown): unknown {
  const code = errorCode(error);
  return code !== null && goneCodes.includes(code) ? new RefusedError('file-gone', errorLine(error)) : error;
}

/** A pack begins with its head and ends with the end of a zip file, with no comment behind. */
async function assertPack(handle: FileHandle, size: number): Promise<void> {
  const name = Buffer.from(packParts.head);
  const begin = Buffer.alloc(Math.min(size, NAME_AT + name.length));
  await handle.read(begin, 0, begin.length, 0);
  const isPack =
    begin.subarray(0, startSignature.length).equals(startSignature.subarray(0, begin.length)) &&
    begin.subarray(NAME_AT).equals(name.subarray(0, Math.max(0, begin.length - NAME_AT)));
  if (!isPack) throw new RefusedError('unknown-format', 'not a pack');
  const end = Buffer.alloc(END_RECORD);
  if (size >= END_RECORD) await handle.read(end, 0, END_RECORD, size - END_RECORD);
  if (!end.subarray(0, endSignature.length).equals(endSignature)) {
    throw new RefusedError('cut-short', 'the file has no end');
  }
}

async function readParts(handle: FileHandle): Promise<ReadonlyMap<string, Part>> {
  const zip = await openZip(handle).catch((error: unknown) => {
    throw asDamaged(error);
  });
  const parts = new Map<string, Part>();
  try {
    if (zip.entryCount > MOST_PARTS) throw new RefusedError('damaged', `${zip.entryCount} parts`);
    for await (const entry of zip.eachEntry()) {
      checkEntry(entry, parts);
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
      parts.set(entry.fileName, { start: fileDataStart, size: entry.uncompressedSize });
    }
  } catch (error) {
    throw asDamaged(error);
  }
  return parts;
}

function openZip(handle: FileHandle): Promise<ZipFile> {
  const options = { autoClose: false, lazyEntries: true, strictFileNames: true };
  return new Promise((resolve, reject) => {
    fromFd(handle.fd, options, (error, zip) => (error ? reject(error) : resolve(zip)));
  });
}

function checkEntry(entry: Entry, parts: ReadonlyMap<string, Part>): void {
  const { fileName } = entry;
  const shown = JSON.stringify(fileName.slice(0, 120));
  if (!partName.test(fileName)) throw new RefusedError('damaged', `${shown} does not belong into a pack`);
  if (parts.has(fileName)) throw new RefusedError('damaged', `${shown} is there twice`);
  if (entry.compressionMethod !== 0 || entry.isEncrypted()) {
    throw new RefusedError('damaged', `${shown} is not stored as it is`);
  }
}

/** What yauzl says of names that lead outside, of sizes that do not fit, of a directory that cannot be read. */
function asDamaged(error: unknown): unknown {
  if (error instanceof RefusedError) return error;
  const gone = asGone(error);
  return gone instanceof RefusedError
    ? gone
    : new RefusedError('damaged', error instanceof Error ? error.message.slice(0, 300) : 'the list of parts');
}
