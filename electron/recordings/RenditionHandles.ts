import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { RefusedError } from '#shared/contracts/refusals.ts';

type Opened = { readonly bytes: FileHandle; readonly chunks: FileHandle };

/** Milliseconds after which files that nobody uses are closed: a system lets a process have only so many. */
const IDLE = 60_000;

/** The two files of a rendition, open while they are used. */
export class RenditionHandles {
  #folder: string;
  #opened: Promise<Opened> | null = null;
  #users = 0;
  #idle: NodeJS.Timeout | null = null;
  #closed = false;
  #unused: (() => void)[] = [];

  constructor(folder: string) {
    this.#folder = folder;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Throws `RefusedError('file-gone')` once they are closed. */
  async use<T>(run: (files: Opened) => Promise<T>): Promise<T> {
    if (this.#closed) throw new RefusedError('file-gone', 'the rendition was removed');
    if (this.#idle) clearTimeout(this.#idle);
    this.#users += 1;
    try {
      this.#opened ??= openBoth(this.#folder);
      const opened = this.#opened;
      opened.catch(() => {
        if (this.#opened === opened) this.#opened = null;
      });
      return await run(await opened);
    } finally {
      this.#users -= 1;
      if (this.#users === 0) this.#rest();
    }
  }

  /**
   * From now on the files are those of another folder, also where it rejects, since those of before could not be
   * closed. Call only while nobody uses them.
   */
  async relocate(folder: string): Promise<void> {
    this.#folder = folder;
    await this.#release();
  }

  /** Waits for those who use them. */
  async close(): Promise<void> {
    this.#closed = true;
    if (this.#users > 0) {
      await new Promise<void>((resolve) => {
        this.#unused.push(resolve);
      });
    }
    await this.#release();
  }

  #rest(): void {
    for (const resolve of this.#unused.splice(0)) resolve();
    if (this.#closed) return;
    this.#idle = setTimeout(() => {
      this.#release().catch(() => undefined);
    }, IDLE);
    this.#idle.unref();
  }

  async #release(): Promise<void> {
    if (this.#idle) clearTimeout(this.#idle);
    const opened = this.#opened;
    this.#opened = null;
    if (!opened) return;
    const { bytes, chunks } = await opened;
    try {
      await bytes.close();
    } finally {
      await chunks.close();
    }
  }
}

async function openBoth(folder: string): Promise<Opened> {
  const flags = constants.O_RDWR | constants.O_CREAT;
  const bytes = await open(join(folder, 'bytes'), flags, 0o644);
  try {
    return { bytes, chunks: await open(join(folder, 'chunks'), flags, 0o644) };
  } catch (error) {
    await bytes.close();
    throw error;
  }
}
