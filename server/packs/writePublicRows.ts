import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { byteLines } from '#shared/packs/byteLines.ts';
import { type Audience, project } from '#shared/sync/audiences.ts';
import type { Store } from '../store/Store.ts';
import { ANY_REV } from '../sync/pull.ts';

/** Rows that are in memory at a time. */
const PAGE = 500;
/** A reader who holds no more than everyone does: no account, no role, no talk (rule M7). */
const everyone: ReadonlySet<Audience> = new Set<Audience>(['everyone']);

/** SHA-256 (hex) and bytes of what was written; `rev`: the workshop's counter at it. */
export type WrittenRows = { readonly rev: number; readonly sha256: string; readonly size: number };

/**
 * Writes the rows of a workshop that everyone may see, as JSON lines in rev order, all as they are at one rev
 * (rule S4). Others go on writing meanwhile: a row that was read and then changed comes again in a later page, as
 * its last word is in that order, and the line of before is left out. What was hidden meanwhile is in no line.
 */
export async function writePublicRows(store: Store, workshopId: string, path: string): Promise<WrittenRows> {
  const draft = `${path}.draft`;
  const last = new Map<string, number>();
  const first = await Lines.open(draft);
  let rev = 0;
  let isRepeated = false;
  try {
    for (;;) {
      const page = await store.page(workshopId, rev, ANY_REV, PAGE);
      for (const stored of page) {
        const name = `${stored.change.kind} ${stored.change.id}`;
        isRepeated ||= last.has(name);
        last.set(name, stored.change.rev);
        // Nobody of everyone is told of what is gone: a pack begins from nothing.
        const shown = project(stored, everyone, ANY_REV);
        if (shown?.data) await first.add(JSON.stringify(shown));
      }
      rev = page.at(-1)?.change.rev ?? rev;
      if (page.length < PAGE) break;
    }
  } finally {
    await first.close();
  }
  const written = await copyLast(draft, path, isRepeated ? last : null);
  await rm(draft, { force: true });
  return { rev, ...written };
}

/** Copies the lines of the last word on each row; all of them where `last` is `null`. */
async function copyLast(
  from: string,
  to: string,
  last: ReadonlyMap<string, number> | null,
): Promise<Omit<WrittenRows, 'rev'>> {
  const lines = await Lines.open(to);
  try {
    for await (const bytes of byteLines(createReadStream(from), Number.POSITIVE_INFINITY)) {
      const line = Buffer.from(bytes).toString('utf8');
      if (last !== null) {
        const { kind, id, rev } = JSON.parse(line) as { kind: string; id: string; rev: number };
        if (last.get(`${kind} ${id}`) !== rev) continue;
      }
      await lines.add(line);
    }
  } finally {
    await lines.close();
  }
  return { sha256: lines.sha256(), size: lines.size };
}

const FLUSH = 256 * 1024;

/** Lines on their way to a file that is on the disk when it is closed. */
class Lines {
  size = 0;
  readonly #handle: FileHandle;
  readonly #hash: Hash = createHash('sha256');
  #waiting: string[] = [];
  #length = 0;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async open(path: string): Promise<Lines> {
    return new Lines(await open(path, 'w'));
  }

  async add(line: string): Promise<void> {
    this.#waiting.push(`${line}\n`);
    this.#length += line.length;
    if (this.#length >= FLUSH) await this.#flush();
  }

  async close(): Promise<void> {
    try {
      await this.#flush();
      await this.#handle.datasync();
    } finally {
      await this.#handle.close();
    }
  }

  /** Hexadecimal, of all lines; once closed. */
  sha256(): string {
    return this.#hash.digest('hex');
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#waiting.join(''));
    this.#waiting = [];
    this.#length = 0;
    this.#hash.update(bytes);
    this.size += bytes.length;
    await this.#handle.writeFile(bytes);
  }
}
