import type { HubConnection } from '../sync/HubConnection.ts';
import { programTime } from '../sync/hubClock.ts';

const EVERY_MS = 10_000;
/** What ends within so many seconds has been watched to its end. */
const NEAR_END = 5;

type Options = {
  readonly workshopId: string;
  readonly recordingId: string;
  readonly connection: Pick<HubConnection, 'database' | 'keep' | 'clock'> | undefined;
  readonly onFailure: (error: unknown) => void;
};

/** Rule S11: where a recording is watched is journaled every ten seconds, at a pause, and when it is left. */
export class WatchProgress {
  readonly #options: Options;
  #kept: number | null = null;
  #keptAt: number | null = null;
  #now: { readonly second: number; readonly duration: number } | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The second to go on at; 0 for what was never begun or was watched to its end. */
  async begin(): Promise<number> {
    const { connection, recordingId } = this.#options;
    const known = await connection?.database.progress.get(recordingId);
    return known && !known.finished ? known.second : 0;
  }

  /** The recording plays at this second; `clock` runs in ms. */
  played(second: number, duration: number, clock = performance.now()): void {
    this.#now = { second, duration };
    this.#keptAt ??= clock;
    if (clock - this.#keptAt >= EVERY_MS) this.keep(clock);
  }

  /** Keeps where it is now, unless that is kept already. */
  keep(clock = performance.now()): void {
    const { workshopId, recordingId, connection, onFailure } = this.#options;
    if (!this.#now || !connection || this.#now.second === this.#kept) return;
    const { second, duration } = this.#now;
    this.#keptAt = clock;
    this.#kept = second;
    const finished = second >= duration - NEAR_END;
    const at = programTime(connection.clock.get(), Date.now());
    connection
      .keep([{ type: 'progress', workshopId, recordingId, second, finished, at }])
      .catch((error: unknown) => {
        this.#kept = null;
        onFailure(error);
      });
  }
}
