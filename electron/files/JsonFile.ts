import { readFile, rename } from 'node:fs/promises';
import type { z } from 'zod';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorCode, errorLine } from './errors.ts';
import type { Log } from './Log.ts';
import { writeDurably } from './writeDurably.ts';

/** How a file's text lies on disk; the plain form is JSON as it is. `open` throws where it cannot. */
export type Sealing = {
  readonly seal: (text: string) => string;
  readonly open: (stored: string) => string;
};

const plain: Sealing = { seal: (text) => text, open: (stored) => stored };

type Options<T> = {
  readonly path: string;
  readonly schema: z.ZodType<T>;
  readonly empty: T;
  readonly log: Log;
  readonly mode?: number;
  readonly sealing?: Sealing;
};

/**
 * One JSON file of the profile. It is parsed before use; a damaged one is set aside under a name that
 * says so, logged, and the program goes on with the empty value. A sealed one that does not open stays as it
 * is: reading and writing it are refused as `keyring-locked`.
 */
export class JsonFile<T> {
  readonly #options: Options<T>;
  #writing: Promise<void> = Promise.resolve();
  #locked: RefusedError | null = null;

  constructor(options: Options<T>) {
    this.#options = options;
  }

  async read(): Promise<T> {
    const { path, schema, empty, sealing = plain } = this.#options;
    const stored = await readFile(path, 'utf8').catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return null;
      throw error;
    });
    if (stored === null) return empty;
    const text = this.#open(stored, sealing);
    try {
      return schema.parse(JSON.parse(text));
    } catch (error) {
      await this.#setAside(error);
      return empty;
    }
  }

  /** Writes run one after the other, in the order asked. */
  write(value: T): Promise<void> {
    if (this.#locked) return Promise.reject(this.#locked);
    const { path, mode = 0o644, sealing = plain } = this.#options;
    const text = sealing.seal(JSON.stringify(value, null, 2));
    const next = this.#writing.then(() => writeDurably(path, text, mode));
    this.#writing = next.catch(() => undefined);
    return next;
  }

  /** Resolves when no write is under way. */
  settled(): Promise<void> {
    return this.#writing;
  }

  #open(stored: string, sealing: Sealing): string {
    try {
      return sealing.open(stored);
    } catch (error) {
      const { path, log } = this.#options;
      this.#locked = new RefusedError('keyring-locked', `${path} cannot be unsealed`);
      log.error(`keyring-locked: ${path} stays as it is (${errorLine(error)})`);
      throw this.#locked;
    }
  }

  async #setAside(error: unknown): Promise<void> {
    const { path, log } = this.#options;
    const aside = `${path}.damaged-${Date.now()}`;
    await rename(path, aside);
    const why = error instanceof Error ? error.name : 'unreadable';
    log.error(`damaged-file: ${path} could not be read (${why}); kept as ${aside}`);
  }
}
