import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FileStore } from '@tus/file-store';
import { ERRORS } from '@tus/server';
import type { Uploads } from './Uploads.ts';

type TusRefusal = { readonly status_code: number; readonly body: string };

/** The status where the hub's disk has no more room (RFC 4918, 11.5). */
export const DISK_FULL = 507;
const full = { status_code: DISK_FULL, body: 'the hub has no room for the file' };

/** What tus is to answer where a file could not be written; `undefined` for any other error. */
export function refusalOfDisk(error: Error | TusRefusal): TusRefusal | undefined {
  if (!('syscall' in error)) return undefined;
  const isFull = 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
  return isFull ? full : ERRORS.FILE_WRITE_ERROR;
}

/** The files that tus writes. */
export class UploadFiles extends FileStore {
  readonly #uploads: Uploads;

  constructor(uploads: Uploads) {
    super({ directory: uploads.folder, configstore: uploads.rows });
    this.#uploads = uploads;
  }

  /**
   * As its base writes, but it ends only when no byte is on its way to the disk any more: whoever asks next
   * how much has come is told what stays true.
   */
  override async write(readable: Readable, id: string, offset: number): Promise<number> {
    const file = createWriteStream(this.#uploads.pathOf(id), { flags: 'r+', start: offset });
    const closed = once(file, 'close').catch(() => undefined);
    try {
      await pipeline(readable, file);
    } finally {
      await closed;
    }
    return offset + file.bytesWritten;
  }
}
