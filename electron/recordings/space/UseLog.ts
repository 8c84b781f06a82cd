import type { RenditionAtHub } from '#shared/contracts/ipcDownloads.ts';
import { errorLine } from '../../files/errors.ts';
import type { JsonFile } from '../../files/JsonFile.ts';
import type { Log } from '../../files/Log.ts';
import type { Use, Uses } from './spaceFiles.ts';

/** Milliseconds between two writes of what only orders deletions. */
const PACE = 10_000;
const unused: Use = { watchedAt: null, storedAt: null, kept: false };

/** When each rendition was played and came, and which ones are kept. */
export class UseLog {
  readonly #file: JsonFile<Uses>;
  readonly #log: Log;
  readonly #uses: Map<string, Use>;
  #timer: NodeJS.Timeout | null = null;

  private constructor(file: JsonFile<Uses>, log: Log, uses: Uses) {
    this.#file = file;
    this.#log = log;
    this.#uses = new Map(Object.entries(uses));
  }

  static async open(file: JsonFile<Uses>, log: Log): Promise<UseLog> {
    return new UseLog(file, log, await file.read());
  }

  of(at: RenditionAtHub): Use {
    return this.#uses.get(nameOf(at)) ?? unused;
  }

  watched(at: RenditionAtHub, now: number): void {
    this.#later(at, { watchedAt: now });
  }

  stored(at: RenditionAtHub, now: number): void {
    this.#later(at, { storedAt: now });
  }

  /** Resolves when it would outlive this process. */
  async keep(which: readonly RenditionAtHub[], kept: boolean): Promise<void> {
    for (const at of which) this.#uses.set(nameOf(at), { ...this.of(at), kept });
    await this.#write();
  }

  /** Forgets all but these. */
  retain(which: readonly RenditionAtHub[]): void {
    const names = new Set(which.map(nameOf));
    for (const [name, { kept }] of this.#uses) if (!names.has(name) && !kept) this.#uses.delete(name);
  }

  async close(): Promise<void> {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    await this.#write();
  }

  #later(at: RenditionAtHub, over: Partial<Use>): void {
    this.#uses.set(nameOf(at), { ...this.of(at), ...over });
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#write().catch((error: unknown) => this.#log.warn(`uses: ${errorLine(error)}`));
    }, PACE);
    this.#timer.unref();
  }

  #write(): Promise<void> {
    return this.#file.write(Object.fromEntries(this.#uses));
  }
}

function nameOf({ hub, renditionId }: RenditionAtHub): string {
  return `${hub} ${renditionId}`;
}
