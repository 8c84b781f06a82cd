import type { JoinedHub } from '#shared/contracts/ipc.ts';
import type { Journaled } from '#shared/sync/journal.ts';
import { mediaHeld, photosHeld } from './base.ts';
import { coalesce } from './coalesce.ts';
import type { HubDatabase } from './database.ts';
import { sweep } from './generations.ts';
import { type HubClock, unknownHubClock } from './hubClock.ts';
import type { JournalWire } from './journalWire.ts';
import { isHint, MediaHints } from './MediaHints.ts';
import type { MediaKeeper } from './mediaKeeper.ts';
import { Observable } from './Observable.ts';
import { Projector } from './Projector.ts';
import { PackedBase, type PackedBaseOptions } from './packedBase.ts';
import { ensureOpen } from './reopen.ts';
import type { SyncHandle } from './syncHandle.ts';
import type { SyncStatus } from './syncStatus.ts';

const nothing = (): void => undefined;
const WAIT_MS = 5_000;

export type GuestSyncOptions = {
  readonly hub: Pick<JoinedHub, 'fingerprint' | 'packed'>;
  readonly database: HubDatabase;
  readonly journal: JournalWire;
  readonly media: MediaKeeper;
  readonly rows: PackedBaseOptions['rows'];
};

/**
 * The sync of a hub that is known from packs alone: its base is what main has of them, and what only this device
 * has (notes, agenda, progress) is projected as everywhere. No hub is asked for anything.
 */
export class GuestSync implements SyncHandle {
  readonly clock = new Observable<HubClock>(unknownHubClock);
  readonly status = new Observable<SyncStatus>({ state: 'offline', at: null, reason: 'not-joined' });
  readonly projector: Projector;
  /** Nobody at the hub tells a guest of anything. */
  readonly offline = nothing;
  readonly headMoved = nothing;
  readonly scopeChanged = nothing;
  readonly #options: GuestSyncOptions;
  readonly #packed: PackedBase;
  readonly #hints: MediaHints;
  readonly #fill = coalesce(() => this.#fillOnce());
  #retry: ReturnType<typeof setTimeout> | null = null;
  #running = false;

  constructor(options: GuestSyncOptions) {
    const { hub, database, journal, media, rows } = options;
    this.#options = options;
    this.projector = new Projector({ database, journal });
    this.#hints = new MediaHints({ fingerprint: hub.fingerprint, database, media });
    const forget = async (recordingIds: readonly string[]): Promise<void> => {
      for (const recordingId of recordingIds) await media.forget(hub.fingerprint, recordingId);
    };
    this.#packed = new PackedBase({ hub, database, rows, forget });
  }

  get projected(): Projector['projected'] {
    return this.projector.projected;
  }

  get recovery(): Projector['recovery'] {
    return this.projector.recovery;
  }

  async load(): Promise<void> {
    await ensureOpen(this.#options.database);
  }

  start(): () => void {
    const { database, journal } = this.#options;
    this.#running = true;
    const onLost = () => this.#later();
    database.on('close', onLost);
    const stop = journal.onAppended((entries) => this.#journaled(entries));
    this.wake();
    return () => {
      this.#running = false;
      stop();
      database.on('close').unsubscribe(onLost);
      if (this.#retry) clearTimeout(this.#retry);
      this.#retry = null;
    };
  }

  wake(): void {
    if (!this.#running) return;
    this.#fill().catch((error: unknown) => this.#failed(error));
  }

  async #fillOnce(): Promise<void> {
    const { hub, database, media } = this.#options;
    await ensureOpen(database);
    await this.projector.catchUp();
    await this.#packed.fillAll();
    await media.allow(
      hub.fingerprint,
      await mediaHeld(database, hub.fingerprint),
      await photosHeld(database),
    );
    this.#hints.tell();
    await sweep(database);
  }

  #journaled(entries: readonly Journaled[]): void {
    this.projector.take(entries).then(
      () => entries.some(({ entry }) => isHint(entry)) && this.#hints.tell(),
      (error: unknown) => this.#failed(error),
    );
  }

  #failed(error: unknown): void {
    console.error('a pack could not be read into the base', String(error), error);
    this.#later();
  }

  #later(): void {
    if (!this.#running || this.#retry) return;
    this.#retry = setTimeout(() => {
      this.#retry = null;
      this.wake();
    }, WAIT_MS);
  }
}
