import type { HttpReply } from '#shared/contracts/http.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { HubHttp } from '../hub/http.ts';
import { applyArrival, concernMedia, recordingsLost } from './base.ts';
import type { FillingRecord, HubDatabase, WorkshopCursor } from './database.ts';
import { addToFilling, beginFilling, flip, recordingsDropped } from './generations.ts';

const PAGE = 500;

type Page = HttpReply<'changes'>;

export type WorkshopPullOptions = {
  readonly workshopId: string;
  readonly database: HubDatabase;
  readonly http: HubHttp;
  /** Main forgets these recordings; called before the base does, so that a failure in between is made good. */
  readonly forget: (recordingIds: readonly string[]) => Promise<void>;
  /** Recordings or photos of the base may be others than before. */
  readonly onMedia: () => Promise<void>;
  /** Another generation is the base now; the one before is to be swept. */
  readonly onFlip: () => void;
};

/**
 * Brings the base of one workshop to where the hub is (rules S2, S3): pages of changes go into the base; those
 * of a snapshot into a generation beside it, which becomes the base when it is whole. One that was cut short is
 * gone on with.
 */
export class WorkshopPull {
  readonly #options: WorkshopPullOptions;
  /** The page that is fetched while the one before is being written. */
  #ahead: { readonly cursor: string; readonly page: Promise<Page> } | null = null;

  constructor(options: WorkshopPullOptions) {
    this.#options = options;
  }

  /** Rejects with RefusedError, or as Dexie does; what came until then stays. */
  async run(): Promise<void> {
    const { workshopId, database } = this.#options;
    const asked = new Set<string | null>();
    // What an earlier run fetched ahead and did not come to is old by now.
    this.#ahead = null;
    for (;;) {
      const known = await database.cursors.get(workshopId);
      if (!known) return;
      const filling = await database.fillings.get(workshopId);
      const at = filling?.cursor ?? known.cursor;
      asked.add(at);
      const page = await this.#fetch(at);
      this.#check(page, at, asked);
      if (page.more) this.#fetchAhead(page.cursor);
      const isTaken =
        page.snapshot || filling
          ? await this.#takeSnapshot(page.snapshot ? null : (filling ?? null), page)
          : await this.#takeChanges(known, page);
      if (isTaken && !page.more) return;
    }
  }

  async #takeChanges(known: WorkshopCursor, page: Page): Promise<boolean> {
    const { workshopId, database, forget, onMedia } = this.#options;
    const { changes, cursor, more, head } = page;
    await forget(await recordingsLost(database, workshopId, changes));
    const reached = more ? (changes.at(-1)?.rev ?? 0) : head;
    const applied = await applyArrival(database, {
      workshopId,
      from: known.cursor,
      changes,
      cursor,
      reached,
    });
    if (applied && concernMedia(changes)) await onMedia();
    return applied;
  }

  async #takeSnapshot(filling: FillingRecord | null, page: Page): Promise<boolean> {
    const { workshopId, database, forget, onMedia, onFlip } = this.#options;
    const { changes, cursor, more, head } = page;
    const part = { workshopId, changes, cursor };
    const further = filling
      ? await addToFilling(database, filling, part)
      : await beginFilling(database, part);
    if (!further || more) return further !== null;
    await forget(await recordingsDropped(database, further));
    const flipped = await flip(database, further, head);
    onFlip();
    if (flipped) await onMedia();
    return flipped;
  }

  /** A page that leads back to where this pull has been would be asked for without end. */
  #check(page: Page, at: string | null, asked: ReadonlySet<string | null>): void {
    const { workshopId } = this.#options;
    if (page.changes.some((one) => one.workshopId !== workshopId)) {
      throw new RefusedError('malformed', 'a page of another workshop');
    }
    if (at === null && !page.snapshot) {
      throw new RefusedError('malformed', 'changes where a whole snapshot was asked for');
    }
    if (page.more && asked.has(page.cursor)) throw new RefusedError('malformed', 'a page that repeats');
  }

  #fetch(cursor: string | null): Promise<Page> {
    const ahead = this.#ahead;
    this.#ahead = null;
    if (cursor !== null && ahead?.cursor === cursor) return ahead.page;
    const { http, workshopId } = this.#options;
    const query = { limit: String(PAGE), ...(cursor === null ? {} : { cursor }) };
    return http('changes', { params: { workshopId }, query });
  }

  #fetchAhead(cursor: string): void {
    const page = this.#fetch(cursor);
    // Whoever asks for it hears of a failure; where nobody does any more, it is nobody's.
    page.catch(() => undefined);
    this.#ahead = { cursor, page };
  }
}
