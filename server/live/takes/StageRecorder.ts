import type { Log } from '../../log.ts';
import { newId } from '../../store/newId.ts';
import type { Store } from '../../store/Store.ts';
import type { MadeListener, TakeStage } from './StageTakes.ts';
import { MOST_FAILURES, Take } from './Take.ts';
import type { TakeRow, TakeRows } from './TakeRows.ts';

export type RecorderOptions = {
  readonly store: Store;
  readonly rows: TakeRows;
  /** Of all takes. */
  readonly folder: string;
  readonly log: Log;
  /** Ends the trying again. */
  readonly signal: AbortSignal;
  /** Has the stage settled once more, in its turn. */
  readonly look: () => void;
  /** Takes over a take that has ended. */
  readonly make: (take: TakeRow) => void;
  readonly told: MadeListener;
};

/** A job must be somebody's; a hub that lost who began a recording says nobody's. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * Brings the recording of one stage to where the stage says that it is. `follow` and `failed` only take note;
 * `settle`, one at a time, does what has to be done, and all of it again where a part of it was not stored.
 */
export class StageRecorder {
  readonly #options: RecorderOptions;
  #stage: TakeStage;
  #take: Take | null = null;
  /** Nothing can be written, which the stage has not heard yet. */
  #isBroken = false;

  constructor(options: RecorderOptions, stage: TakeStage) {
    this.#options = options;
    this.#stage = stage;
  }

  /** The one that goes on. */
  get take(): Take | null {
    return this.#take;
  }

  /** It is not recorded, and nothing is left of that to be done. */
  get isIdle(): boolean {
    return this.#stage.since === null && this.#take === null;
  }

  follow(stage: TakeStage): void {
    this.#stage = stage;
    if (stage.since === null) this.#isBroken = false;
  }

  /** To be told how often in a row `settle` has rejected. */
  failed(failures: number): void {
    if (failures >= MOST_FAILURES && this.#take === null && this.#stage.since !== null) this.#isBroken = true;
  }

  /** Rejects where something could not be stored, or the stage could not hear of it; to be called again then. */
  async settle(): Promise<void> {
    const stage = this.#stage;
    if (stage.since === null || this.#take?.isClosed) await this.#end();
    if (stage.since === null) return;
    if (this.#isBroken) {
      await this.#options.told(stage, 'failed');
      this.#isBroken = false;
      return;
    }
    this.#take ??= await this.#begin(stage, stage.since);
    this.#take.follow(stage);
  }

  async #begin(stage: TakeStage, since: number): Promise<Take> {
    const { rows, store, folder, log, signal } = this.#options;
    const row = (await rows.open(stage.sessionId)) ?? (await this.#add(stage, since));
    return Take.open({ row, store, rows, folder, log, signal, broken: this.#broken });
  }

  async #add({ workshopId, sessionId, by }: TakeStage, since: number): Promise<TakeRow> {
    const row: TakeRow = {
      ...{ id: newId(), workshopId, sessionId, accountId: by ?? NOBODY },
      ...{ started: since, ended: null, state: 'open', workId: null },
    };
    await this.#options.rows.add(row);
    return row;
  }

  async #end(): Promise<void> {
    const { rows, make } = this.#options;
    const ended = (await this.#take?.close()) ?? Date.now();
    const row = this.#take?.row ?? (await rows.open(this.#stage.sessionId));
    if (row) {
      await rows.change(row.id, { state: 'ended', ended });
      make({ ...row, state: 'ended', ended });
    }
    this.#take = null;
  }

  readonly #broken = (): void => {
    this.#isBroken = true;
    this.#options.look();
  };
}
