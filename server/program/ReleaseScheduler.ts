import { momentStart } from '#shared/program/momentTime.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/Store.ts';
import type { HubClock } from './HubClock.ts';

/** A longer wait is cut here, so that a changed system clock is noticed. */
const LONGEST_WAIT = 15 * 60_000;
const RETRY = 5_000;

type Due = { readonly workshopId: string; readonly recordingId: string; readonly at: number };

async function pending(store: Store): Promise<readonly Due[]> {
  const due: Due[] = [];
  for (const { id: workshopId } of await store.workshops()) {
    const zone = (await store.row(workshopId, 'workshop', workshopId))?.data.zone ?? null;
    for (const contents of await store.rows(workshopId, 'recordingContents')) {
      if (contents.data.released) continue;
      const recording = await store.row(workshopId, 'recording', contents.id);
      const at = recording && momentStart(recording.data.release, zone);
      if (at !== null) due.push({ workshopId, recordingId: contents.id, at });
    }
  }
  return due.sort((a, b) => a.at - b.at);
}

/**
 * Rule S4: opens recordings when they are due by the program's clock, those missed while the hub was
 * off at once. What is open stays open, whatever a clock does later.
 */
export class ReleaseScheduler {
  readonly #store: Store;
  readonly #clock: HubClock;
  readonly #log: Log;
  #timer: NodeJS.Timeout | null = null;
  #closed = false;
  #running: Promise<void> = Promise.resolve();

  private constructor(store: Store, clock: HubClock, log: Log) {
    this.#store = store;
    this.#clock = clock;
    this.#log = log;
  }

  /** Returns when what was missed is written. */
  static async start(store: Store, clock: HubClock, log: Log): Promise<ReleaseScheduler> {
    const scheduler = new ReleaseScheduler(store, clock, log);
    await scheduler.#run();
    return scheduler;
  }

  async #run(): Promise<void> {
    for (const release of await pending(this.#store)) {
      if (this.#closed) return;
      const wait = this.#clock.untilProgram(release.at);
      if (wait > 0) {
        this.#wake(Math.min(wait, LONGEST_WAIT));
        return;
      }
      await this.#release(release);
    }
  }

  #wake(wait: number): void {
    if (this.#closed) return;
    this.#timer = setTimeout(
      () => {
        this.#running = this.#run().catch((error: unknown) => {
          this.#log.error({ err: error }, 'a release could not be written; trying again');
          this.#wake(RETRY);
        });
      },
      Math.max(0, wait),
    );
  }

  async #release({ workshopId, recordingId }: Due): Promise<void> {
    await this.#store.write(workshopId, async (tx) => {
      const contents = await tx.row('recordingContents', recordingId);
      if (!contents || contents.data.released) return;
      await tx.put('recordingContents', recordingId, { ...contents.data, released: true });
    });
    this.#log.info({ workshopId, recordingId }, 'recording released');
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }
}
