import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { ChosenFile } from '#shared/contracts/ipcUploads.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { type Fingerprint, fingerprintOf } from './fingerprint.ts';

/** A file of the disk as it was when the person chose it. */
export type LocalFile = Fingerprint & { readonly path: string };

/** So many are remembered; the oldest is forgotten first. */
const MOST = 500;

/** The files that the person chose or dropped. The window has their tokens, and never a path. */
export class ChosenFiles {
  readonly #files = new Map<string, LocalFile>();

  /** `null` where there is no file of bytes: a folder, a device, or nothing at all. */
  async take(path: string): Promise<ChosenFile | null> {
    const found = await fingerprintOf(path);
    if (found === null) return null;
    const token = randomUUID();
    this.#files.set(token, { path, ...found });
    const [oldest] = this.#files.keys();
    if (this.#files.size > MOST && oldest !== undefined) this.#files.delete(oldest);
    return { token, name: basename(path), size: found.size };
  }

  /** Throws `RefusedError('file-gone')` where nobody chose such a file since the app started. */
  get(token: string): LocalFile {
    const file = this.#files.get(token);
    if (!file) throw new RefusedError('file-gone', 'no file was chosen by that token');
    return file;
  }
}
