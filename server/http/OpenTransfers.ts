import type { Log } from '../log.ts';
import type { Access } from '../people/Access.ts';
import type { Store } from '../store/Store.ts';
import type { Heads } from '../sync/Heads.ts';

/** Rows that decide who may have which bytes. */
const deciding = ['recordingContents', 'person', 'talk'] as const;

/** Whose it is, and of which workshop. */
export type Transfer = {
  readonly accountId: string;
  readonly deviceId: string;
  readonly workshopId: string;
};

type Open = Transfer & { readonly check: () => Promise<unknown>; readonly stop: AbortController };
type Deps = {
  readonly store: Store;
  readonly heads: Heads;
  readonly access: Access;
  readonly log: Log;
};

/**
 * Bytes on their way, in or out. What was allowed when they began is looked at again when a row that
 * decides it was written (rule M8) or a membership changed (rule A4), and they end where it is not any more.
 */
export class OpenTransfers {
  readonly #deps: Deps;
  readonly #open = new Set<Open>();
  /** Up to which rev each workshop's rows have been looked at. */
  readonly #seen = new Map<string, number>();
  readonly #endListening: readonly (() => void)[];

  constructor(deps: Deps) {
    this.#deps = deps;
    const { heads, access } = deps;
    const check = (concerns: (one: Open) => boolean) => () => this.#check(concerns);
    this.#endListening = [
      heads.onMoved((workshopId, head) => void this.#onMoved(workshopId, head)),
      access.onRemoved((accountId) => check((one) => one.accountId === accountId)()),
      access.onSignedOut(({ deviceId }) => this.#end((one) => one.deviceId === deviceId)),
      access.onMembership(({ accountId, workshopId }) =>
        check((one) => one.accountId === accountId && one.workshopId === workshopId)(),
      ),
    ];
  }

  /**
   * Runs a transfer. `check` finds what is to flow and rejects where it may not; it is asked again whenever that
   * may have changed, and `signal` is aborted when it rejects.
   */
  async run<F, T>(
    { accountId, deviceId, workshopId }: Transfer,
    check: () => Promise<F>,
    work: (found: F, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const open = { accountId, deviceId, workshopId, check, stop: new AbortController() };
    // Before the first check, so that nothing changes unseen between it and the first byte.
    this.#open.add(open);
    try {
      return await work(await check(), open.stop.signal);
    } finally {
      this.#open.delete(open);
    }
  }

  /** Ends what flows. */
  close(): void {
    for (const end of this.#endListening) end();
    this.#end(() => true);
  }

  async #onMoved(workshopId: string, head: number): Promise<void> {
    const before = this.#seen.get(workshopId) ?? 0;
    this.#seen.set(workshopId, Math.max(before, head));
    const concerns = (one: Open) => one.workshopId === workshopId;
    if (![...this.#open].some(concerns)) return;
    try {
      const decided = await this.#deps.store.read
        .selectFrom('row')
        .select('rev')
        .where('workshop_id', '=', workshopId)
        .where('rev', '>', before)
        .where('kind', 'in', deciding)
        .limit(1)
        .executeTakeFirst();
      if (decided) this.#check(concerns);
    } catch (error) {
      this.#deps.log.error({ err: error }, 'what is being sent could not be checked, and ends');
      this.#end(concerns);
    }
  }

  #check(concerns: (one: Open) => boolean): void {
    for (const one of this.#open) if (concerns(one)) one.check().catch(() => one.stop.abort());
  }

  #end(concerns: (one: Open) => boolean): void {
    for (const one of this.#open) if (concerns(one)) one.stop.abort();
  }
}
