import { person } from '#shared/people/person.ts';
import type { Store } from '../store/Store.ts';

/** As the rows were when the workshop's head was at `head`. */
type Shown = { readonly head: number; readonly hashes: ReadonlySet<string> };

const pictured = person.pick({ photo: true });

/** The photos that a workshop's people have, who are public to its members. */
export class Photos {
  readonly #store: Store;
  readonly #shown = new Map<string, Shown>();

  constructor(store: Store) {
    this.#store = store;
  }

  async isShown(workshopId: string, hash: string): Promise<boolean> {
    const head = (await this.#store.workshop(workshopId))?.head;
    if (head === undefined) return false;
    const known = this.#shown.get(workshopId);
    const isCurrent = known !== undefined && !(await this.#isMoved(workshopId, known.head, head));
    const hashes = isCurrent ? known.hashes : await this.#read(workshopId);
    this.#shown.set(workshopId, { head, hashes });
    return hashes.has(hash);
  }

  async #isMoved(workshopId: string, seen: number, head: number): Promise<boolean> {
    if (seen === head) return false;
    const found = await this.#store.read
      .selectFrom('row')
      .select('rev')
      .where('workshop_id', '=', workshopId)
      .where('rev', '>', seen)
      .where('kind', '=', 'person')
      .limit(1)
      .executeTakeFirst();
    return found !== undefined;
  }

  async #read(workshopId: string): Promise<ReadonlySet<string>> {
    const rows = await this.#store.read
      .selectFrom('row')
      .select('data')
      .where('workshop_id', '=', workshopId)
      .where('kind', '=', 'person')
      .execute();
    const photos = rows.flatMap(({ data }) => (data === null ? [] : pictured.parse(JSON.parse(data)).photo));
    return new Set(photos.filter((hash) => hash !== null));
  }
}
