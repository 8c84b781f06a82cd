import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { KeyedQueue } from '../../live/KeyedQueue.ts';
import type { Log } from '../../log.ts';
import type { Store } from '../../store/Store.ts';
import { assertRoom, assertSize } from './assertRoom.ts';
import type { OnUploaded } from './UploadedFile.ts';
import { type AnnouncedUpload, UploadRows } from './UploadRows.ts';

const DAY = 24 * 3_600_000;
/** An upload to which nothing has come for so long, in ms, is given up. */
const ABANDONED = 7 * DAY;
/** Until what was not taken over is offered again, in ms. */
const RETRY = 60_000;
/** Unfinished uploads that an account may have. */
const MOST = 50;

export type UploadsOptions = {
  readonly store: Store;
  /** Of its own; files that are no upload's and old are removed from it. */
  readonly folder: string;
  readonly log: Log;
  /** In ms; what is old is told by it. */
  readonly now?: () => number;
};

/** Bytes of a file and when it last grew, in ms; `null` where there is none. */
async function look(path: string): Promise<{ readonly size: number; readonly changed: number } | null> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { size, changed: mtimeMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function syncFile(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Files on their way to the hub, and their handing over when they are whole: once for each, however often
 * the hub is killed between.
 */
export class Uploads {
  readonly folder: string;
  readonly rows: UploadRows;
  readonly #log: Log;
  readonly #now: () => number;
  readonly #queue = new KeyedQueue();
  #receive: OnUploaded | null = null;
  #timers: readonly NodeJS.Timeout[] = [];
  #closed = false;

  private constructor({ store, folder, log, now = Date.now }: UploadsOptions) {
    this.folder = folder;
    this.rows = new UploadRows(store);
    this.#log = log;
    this.#now = now;
  }

  static async open(options: UploadsOptions): Promise<Uploads> {
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    return new Uploads(options);
  }

  /** Hands over what is whole, now and from here on; removes what was abandoned, now and daily. */
  async start(receive: OnUploaded): Promise<void> {
    this.#receive = receive;
    await this.removeAbandoned();
    await this.handWhole();
    const again = (work: () => Promise<void>, pace: number) => {
      const failed = (err: unknown) => this.#log.error({ err }, 'uploads could not be looked through');
      return setInterval(() => void work().catch(failed), pace).unref();
    };
    this.#timers = [again(() => this.removeAbandoned(), DAY), again(() => this.handWhole(), RETRY)];
  }

  /** Resolves when what is being handed over is. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#timers) clearInterval(timer);
    await this.#queue.idle();
  }

  pathOf(uploadId: string): string {
    return join(this.folder, uploadId);
  }

  /**
   * Takes note of an upload; `create` makes the file of a new one, and says whether all of it went well. Nothing
   * where the same is there. Throws `RefusedError` already-done where the id is another upload's, too-many where
   * the account has too many that are unfinished, wrong-file, too-large, disk-full or cannot-process where the
   * file cannot be taken.
   */
  announce(wanted: AnnouncedUpload, create: () => Promise<boolean>): Promise<void> {
    return this.#queue.run(wanted.uploadId, async () => {
      assertSize(wanted.target, wanted.size);
      const known = await this.rows.find(wanted.uploadId);
      if (known) assertSame(known, wanted);
      else await this.#assertFew(wanted.accountId);
      const isThere = async () => (await look(this.pathOf(wanted.uploadId))) !== null;
      if (known && (known.handed || (await isThere()))) return;
      await this.assertRoomFor(wanted);
      if (!known) await this.rows.announce(wanted);
      if (!(await create()) && !(await isThere())) await this.rows.delete(wanted.uploadId);
    });
  }

  /** Throws `RefusedError` disk-full or cannot-process where what has still to come has no room. */
  async assertRoomFor({ uploadId, target, size }: AnnouncedUpload): Promise<void> {
    await assertRoom(this.folder, target, size - (await this.#received(uploadId)));
  }

  /** Throws `RefusedError` not-found where there is no such upload of this account in this workshop. */
  async own(uploadId: string, workshopId: string, accountId: string): Promise<AnnouncedUpload> {
    const found = await this.rows.find(uploadId);
    if (found?.accountId !== accountId || found.workshopId !== workshopId) {
      throw new RefusedError('not-found', 'upload');
    }
    return found;
  }

  /** Hands an upload over where it is whole and nobody has taken it. Never rejects: what fails is offered again. */
  async finish(uploadId: string): Promise<void> {
    try {
      await this.#queue.run(`hand ${uploadId}`, () => this.#hand(uploadId));
    } catch (error) {
      this.#log.error({ err: error, uploadId }, 'an upload was not taken over; it is offered again');
    }
  }

  async handWhole(): Promise<void> {
    for (const { uploadId } of await this.rows.unfinished()) await this.finish(uploadId);
  }

  /** Removes uploads to which nothing has come for a week, and files that are no upload's. */
  async removeAbandoned(): Promise<void> {
    const oldest = this.#now() - ABANDONED;
    for (const { uploadId, size, created } of await this.rows.unfinished()) {
      const file = await look(this.pathOf(uploadId));
      if (file?.size === size || Math.max(created, file?.changed ?? 0) >= oldest) continue;
      await rm(this.pathOf(uploadId), { force: true });
      await this.rows.delete(uploadId);
      this.#log.info({ uploadId }, 'an abandoned upload was removed');
    }
    for (const name of await readdir(this.folder)) {
      const path = this.pathOf(name);
      const isOld = ((await look(path))?.changed ?? oldest) < oldest;
      if (isOld && (await this.rows.find(name)) === null) await rm(path, { recursive: true, force: true });
    }
  }

  /** Bytes that have come. */
  async #received(uploadId: string): Promise<number> {
    return (await look(this.pathOf(uploadId)))?.size ?? 0;
  }

  async #assertFew(accountId: string): Promise<void> {
    const own = (await this.rows.unfinished()).filter((one) => one.accountId === accountId);
    if (own.length >= MOST) throw new RefusedError('too-many', `more than ${MOST} unfinished uploads`);
  }

  async #hand(uploadId: string): Promise<void> {
    const upload = await this.rows.find(uploadId);
    if (!upload || upload.handed || this.#receive === null || this.#closed) return;
    const { workshopId, accountId, target, size } = upload;
    const path = this.pathOf(uploadId);
    if ((await this.#received(uploadId)) !== size) return;
    await syncFile(path);
    await this.#receive({ uploadId, workshopId, accountId, target, path, size });
    await this.rows.markHanded(uploadId);
  }
}

function assertSame(known: AnnouncedUpload, wanted: AnnouncedUpload): void {
  const isSame =
    known.accountId === wanted.accountId &&
    known.workshopId === wanted.workshopId &&
    known.size === wanted.size &&
    JSON.stringify(known.target) === JSON.stringify(wanted.target);
  if (!isSame) throw new RefusedError('already-done', 'the id is of another upload');
}
