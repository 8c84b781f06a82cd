import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { IpcNotice, IpcReply } from '#shared/contracts/ipc.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { JournalEntry, JournalOwner } from '#shared/sync/journal.ts';
import { errorCode } from '../files/errors.ts';
import type { Log } from '../files/Log.ts';
import { removeLeftovers } from '../files/removeLeftovers.ts';
import { lockFolder } from '../recordings/folderLock.ts';
import { Journal } from './Journal.ts';
import { asWriteRefusal } from './writeRefusal.ts';

/** What a file may be named after. */
const fileOwner = z.object({ hub: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/), accountId: z.uuid() });

export type JournalsOptions = {
  readonly folder: string;
  readonly log: Log;
  /** Main's clock, ms. */
  readonly clock: () => number;
  readonly onAppended: (notice: IpcNotice<'journal.appended'>) => void;
};

function nameOf(owner: JournalOwner): string {
  const { hub, accountId } = fileOwner.parse(owner);
  return `${hub}-${accountId}`;
}

function noneWhereMissing(error: unknown): readonly string[] {
  if (errorCode(error) === 'ENOENT') return [];
  throw error;
}

/**
 * The journals of a profile, one per hub and account (rule S12), opened when they are first asked for. The
 * folder is held by one process.
 */
export class Journals {
  readonly #options: JournalsOptions;
  readonly #open = new Map<string, Promise<Journal>>();
  #lock: Promise<() => Promise<void>> | null = null;

  constructor(options: JournalsOptions) {
    this.#options = options;
  }

  /** Resolves to the last number once the entries are on the disk. Rejects with RefusedError. */
  async append(owner: JournalOwner, entries: readonly JournalEntry[]): Promise<number> {
    return (await this.#journal(owner)).append(entries);
  }

  async read(owner: JournalOwner, after: number): Promise<IpcReply<'journal.read'>> {
    return (await this.#journal(owner)).read(after);
  }

  /**
   * Appends what one account keeps to the journal of another, but for commands: who becomes a member has sent none.
   * Rejects with RefusedError. @param after copies what has a greater number
   * @returns the last number that was read
   */
  async copy(from: JournalOwner, to: JournalOwner, after = 0): Promise<number> {
    for (let at = after; ; ) {
      const { entries } = await this.read(from, at);
      const last = entries.at(-1);
      if (!last) return at;
      const kept = entries.flatMap(({ entry }) => (entry.type.startsWith('command.') ? [] : [entry]));
      if (kept.length > 0) await this.append(to, kept);
      at = last.seq;
    }
  }

  /** Deletes the journal of a hub that was left, with what of it was set aside. */
  async remove(owner: JournalOwner): Promise<void> {
    const name = nameOf(owner);
    const [opening] = await Promise.allSettled([this.#open.get(name)]);
    if (opening.status === 'fulfilled') await opening.value?.close();
    this.#open.delete(name);
    const { folder } = this.#options;
    for (const file of await readdir(folder).catch(noneWhereMissing)) {
      if (file.startsWith(`${name}.`)) await rm(join(folder, file), { force: true });
    }
  }

  async close(): Promise<void> {
    for (const opening of await Promise.allSettled(this.#open.values())) {
      if (opening.status === 'fulfilled') await opening.value.close();
    }
    this.#open.clear();
    await (await this.#lock)?.();
    this.#lock = null;
  }

  async #journal(owner: JournalOwner): Promise<Journal> {
    const name = nameOf(owner);
    const open = this.#open.get(name);
    if (open) return open;
    const opening = this.#openJournal(name, fileOwner.parse(owner)).catch((error: unknown) => {
      this.#open.delete(name);
      throw error;
    });
    this.#open.set(name, opening);
    return opening;
  }

  async #openJournal(name: string, owner: JournalOwner): Promise<Journal> {
    const { folder, log, clock, onAppended } = this.#options;
    this.#lock ??= this.#hold().catch((error: unknown) => {
      this.#lock = null;
      throw error;
    });
    await this.#lock;
    return Journal.open({
      path: join(folder, `${name}.journal`),
      owner,
      log,
      clock,
      onAppended: (entries) => onAppended({ ...owner, entries: [...entries] }),
    });
  }

  async #hold(): Promise<() => Promise<void>> {
    const { folder } = this.#options;
    try {
      await mkdir(folder, { recursive: true });
      const unlock = await lockFolder(folder);
      await removeLeftovers(folder, { recursive: false });
      return unlock;
    } catch (error) {
      const named = asWriteRefusal(error);
      if (named instanceof RefusedError) throw named;
      throw new RefusedError('cannot-write', error instanceof Error ? error.message : String(error));
    }
  }
}
