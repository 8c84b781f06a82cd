import { z } from 'zod';
import { type ProgramClock, programNow, realInstant } from '#shared/program/programClock.ts';
import type { Store } from '../store/Store.ts';

const META = 'rehearsal-clock';
const stored = z.object({ realAnchor: z.number(), programAnchor: z.number() });
const together: ProgramClock = { realAnchor: 0, programAnchor: 0 };

/** The program's clock (design section 12) beside the hub's real one; instants in ms since 1970. */
export class HubClock {
  readonly rehearsal: boolean;
  readonly #clock: ProgramClock;
  readonly #realNow: () => number;

  private constructor(clock: ProgramClock | null, realNow: () => number) {
    this.rehearsal = clock !== null;
    this.#clock = clock ?? together;
    this.#realNow = realNow;
  }

  /** A rehearsal that was begun goes on; otherwise both clocks agree. */
  static async open(store: Store, realNow: () => number = Date.now): Promise<HubClock> {
    const text = await store.meta(META);
    return new HubClock(text === null ? null : stored.parse(JSON.parse(text)), realNow);
  }

  /** Begins a rehearsal: the program's clock shows `program` now. One that was begun is left alone. */
  static async beginRehearsal(
    store: Store,
    program: number,
    realNow: () => number = Date.now,
  ): Promise<void> {
    if ((await store.meta(META)) !== null) return;
    const clock: ProgramClock = { realAnchor: realNow(), programAnchor: program };
    await store.setMeta(META, JSON.stringify(clock));
  }

  realNow(): number {
    return this.#realNow();
  }

  programNow(): number {
    return programNow(this.#clock, this.#realNow());
  }

  /** Real ms until the program's clock shows `program`; negative once it has. */
  untilProgram(program: number): number {
    return realInstant(this.#clock, program) - this.#realNow();
  }
}
