import type { HubConnection } from '../sync/HubConnection.ts';
import { programTime } from '../sync/hubClock.ts';
import { untilTrue } from '../sync/untilTrue.ts';

const EVERY_MS = 10_000;
/** Milliseconds in which what an earlier run kept last is to be in the database. */
const PROJECTED_WITHIN = 10_000;
/** What ends within so many seconds has been watched to its end. */
const NEAR_END = 5;

const isNearEnd = (second: number, duration: number): boolean => second >= duration - NEAR_END;

type Options = {
  readonly workshopId: string;
  readonly recordingId: string;
  readonly connection: Pick<HubConnection, 'database' | 'keep' | 'clock' | 'projected'> | undefined;
  readonly onFailure: (error: unknown) => void;
};

/** Rule S11: where a recording is watched is journaled every ten seconds, at a pause, and when it is left. */
export class WatchProgress {
  readonly #options: Options;
  #finished = false;
  #kept: number | null = null;
  #keptAt: number | null = null;
  #now: { readonly second: number; readonly duration: number } | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** The second to go on at; 0 for what was never begun or stands at its end. `duration`: seconds. */
  async begin(duration: number): Promise<number> {
    const { connection, recordingId } = this.#options;
    if (connection) await untilTrue(connection.projected, PROJECTED_WITHIN);
    const known = await connection?.database.progress.get(recordingId);
    this.#finished = known?.finished ?? false;
    return known && !isNearEnd(known.second, duration) ? known.second : 0;
  }

  /** Says that it was watched, or that it was not. */
  mark(finished: boolean): void {
    this.#finished = finished;
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
    // Whoever watches a part of it again has watched it all the same.
    this.#finished ||= isNearEnd(second, duration);
    const finished = this.#finished;
    const at = programTime(connection.clock.get(), Date.now());
    connection
      .keep([{ type: 'progress', workshopId, recordingId, second, finished, at }])
      .catch((error: unknown) => {
        this.#kept = null;
        onFailure(error);
      });
  }
}
