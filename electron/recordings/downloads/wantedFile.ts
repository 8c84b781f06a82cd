import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { downloadSettings, renditionRef } from '#shared/contracts/ipcDownloads.ts';
import { errorCode } from '../../files/errors.ts';
import { JsonFile } from '../../files/JsonFile.ts';
import type { Log } from '../../files/Log.ts';

/** Earlier versions kept the refs alone. */
const wish = z.union([
  z.object({ ref: renditionRef, workshop: z.string().nullable(), paused: z.boolean() }),
  renditionRef.transform((ref) => ({ ref, workshop: null, paused: false })),
]);
const wishes = z.array(wish);
export type Wish = Readonly<z.infer<typeof wish>>;

type Options = {
  /** Of the profile: it stays where it is when the recordings' own folder is moved or gone. */
  readonly folder: string;
  /** Where earlier versions kept the list. */
  readonly before: string;
  readonly log: Log;
};

/** What is wanted, in order, on disk. */
export class WantedFile {
  readonly #file: JsonFile<Wish[]>;
  readonly #before: JsonFile<Wish[]>;
  readonly #path: string;

  constructor({ folder, before, log }: Options) {
    this.#path = join(folder, 'wanted.json');
    const parts = { schema: wishes, empty: [], log };
    this.#file = new JsonFile({ path: this.#path, ...parts });
    this.#before = new JsonFile({ path: join(before, 'wanted.json'), ...parts });
  }

  async read(): Promise<readonly Wish[]> {
    return (await exists(this.#path)) ? this.#file.read() : this.#before.read();
  }

  write(list: readonly Wish[]): Promise<void> {
    return this.#file.write([...list]);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await readFile(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** How is downloaded, on disk. */
export function settingsFile(folder: string, log: Log) {
  const empty = { paused: false, bytesPerSecond: null, hours: null };
  return new JsonFile({ path: join(folder, 'downloads.json'), schema: downloadSettings, empty, log });
}
