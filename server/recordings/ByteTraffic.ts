import { join } from 'node:path';
import { OpenTransfers } from '../http/OpenTransfers.ts';
import type { Log } from '../log.ts';
import type { Access } from '../people/Access.ts';
import type { Store } from '../store/Store.ts';
import type { Heads } from '../sync/Heads.ts';
import type { Renditions } from './Renditions.ts';
import type { UploadedFile } from './uploads/UploadedFile.ts';
import { Uploads } from './uploads/Uploads.ts';
import { RecordingWork } from './work/RecordingWork.ts';

export type ByteTrafficOptions = {
  /** The hub's own folder. */
  readonly data: string;
  readonly store: Store;
  readonly heads: Heads;
  readonly access: Access;
  readonly renditions: Renditions;
  /** Uploads that are worked on at once. */
  readonly jobs: number;
  readonly log: Log;
};

/** Recordings' bytes that come to the hub, what is made of them, and those that leave it or are needed no more. */
export class ByteTraffic {
  readonly uploads: Uploads;
  readonly transfers: OpenTransfers;
  readonly #options: ByteTrafficOptions;
  #work: RecordingWork | null = null;
  #removal: Promise<void> = Promise.resolve();

  private constructor(options: ByteTrafficOptions, uploads: Uploads) {
    this.#options = options;
    this.uploads = uploads;
    this.transfers = new OpenTransfers(options);
  }

  static async open(options: ByteTrafficOptions): Promise<ByteTraffic> {
    const { data, store, log } = options;
    return new ByteTraffic(options, await Uploads.open({ store, folder: join(data, 'uploads'), log }));
  }

  /**
   * Begins the work on uploads, with those first that were whole when the hub ended. What no row names is removed
   * beside it, so nothing that is needed later may be known by its hash alone, without a row or an import that is
   * under way.
   */
  async start(): Promise<void> {
    const { data, store, heads, renditions, jobs, log } = this.#options;
    this.#removal = renditions.removeUnnamed().catch((err: unknown) => {
      log.error({ err }, 'files that nothing names could not be removed');
    });
    const folder = join(data, 'work');
    const work = await RecordingWork.start({ store, heads, renditions, folder, atOnce: jobs, log });
    this.#work = work;
    await this.uploads.start((file) => work.take(file));
  }

  /** Works on a file that the hub itself has made; see `RecordingWork.take`. From `start` on. */
  async take(file: UploadedFile): Promise<void> {
    if (!this.#work) throw new Error('the work on recordings has not begun');
    await this.#work.take(file);
  }

  /** Ends what flows; resolves when nothing is written any more. */
  async close(): Promise<void> {
    this.transfers.close();
    await this.uploads.close();
    await this.#work?.close();
    await this.#removal;
  }
}
