import type { Kysely } from 'kysely';
import type { Store } from '../../store/Store.ts';
import type { Schema } from '../../store/schema.ts';
import { forgetReplaced, noteReplaced, readReplaced } from '../work/replacedMedia.ts';
import type { KeptFile, MediaStore } from './MediaStore.ts';
import { namesSince, readNames } from './readNames.ts';

/** Names looked up in one statement. */
const AT_ONCE = 500;

type Rendition = { readonly id: string; readonly blob: string };

async function inSlices<T>(
  names: readonly string[],
  task: (slice: readonly string[]) => Promise<T>,
): Promise<readonly T[]> {
  const done: T[] = [];
  for (let at = 0; at < names.length; at += AT_ONCE) done.push(await task(names.slice(at, at + AT_ONCE)));
  return done;
}

/** The renditions that are named here, and those whose bytes are. */
async function renditionsAmong(sql: Kysely<Schema>, names: readonly string[]): Promise<readonly Rendition[]> {
  const found = await inSlices(names, (slice) =>
    sql
      .selectFrom('rendition')
      .select(['id', 'blob'])
      .where((eb) => eb.or([eb('id', 'in', slice), eb('blob', 'in', slice)]))
      .execute(),
  );
  return [...new Map(found.flat().map((one) => [one.id, one])).values()];
}

/**
 * Takes bytes that no row names any more out of the media store, and no others: what two rows name stays
 * until neither does, and what has just come in stays until its rows are written (`settle`).
 */
export class UnnamedMedia {
  readonly #store: Store;
  readonly #media: MediaStore;
  readonly #forget: (renditionId: string) => void;
  /** How many have brought a file in and not written its rows yet, by name. */
  readonly #held = new Map<string, number>();
  #removing: Promise<void> = Promise.resolve();

  /** `forget` is called for each rendition that is gone. */
  constructor(store: Store, media: MediaStore, forget: (renditionId: string) => void) {
    this.#store = store;
    this.#media = media;
    this.#forget = forget;
  }

  /** Takes a file in, and holds it until it is settled. It is noted until a row lists it. */
  async keep(source: string): Promise<KeptFile> {
    const held = new Set<string>();
    const arriving = async (hash: string): Promise<void> => {
      if (!held.has(hash)) this.hold(hash);
      held.add(hash);
      await this.#store.transaction((sql) => noteReplaced(sql, [hash]));
    };
    try {
      for (;;) {
        const kept = await this.#media.keep(source, arriving);
        // The same bytes may have been on their way out.
        await this.#removing;
        if (await this.#media.has(kept.hash)) return kept;
      }
    } catch (error) {
      this.release([...held]);
      throw error;
    }
  }

  hold(name: string): void {
    this.#held.set(name, (this.#held.get(name) ?? 0) + 1);
  }

  /** Given up before a row listed them: what was noted of them is removed with what was replaced. */
  release(names: readonly string[]): void {
    for (const name of names) this.#release(name);
  }

  /** `imported`: held until now, their rows are written or given up. Both are removed where no row names them. */
  async settle(imported: readonly string[], replaced: readonly string[]): Promise<void> {
    const renditions = await renditionsAmong(this.#store.read, imported);
    const blobs = renditions.flatMap(({ id, blob }) => (imported.includes(id) ? blob : []));
    this.release([...new Set([...imported, ...blobs])]);
    await this.#remove([...imported, ...replaced]);
  }

  /** Removes whatever no row names: what a hub left that was ended between a file and its row. */
  async removeAll(): Promise<void> {
    const blobs = await this.#store.read.selectFrom('blob').select('hash').execute();
    await this.#remove(blobs.map(({ hash }) => hash));
  }

  /** Removes what is noted, is named by no row and comes in with nobody. */
  async removeReplaced(): Promise<void> {
    const noted = await readReplaced(this.#store.read);
    await this.#remove(noted.filter((name) => !this.#held.has(name)));
  }

  #release(name: string): void {
    const left = (this.#held.get(name) ?? 0) - 1;
    if (left > 0) this.#held.set(name, left);
    else this.#held.delete(name);
  }

  #remove(names: readonly string[]): Promise<void> {
    const removal = this.#removing.then(() => this.#removeUnnamed(names));
    this.#removing = removal.catch(() => undefined);
    return removal;
  }

  async #removeUnnamed(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    const { names: named, seen } = await readNames(this.#store);
    const { renditions, blobs } = await this.#store.transaction(async (sql) => {
      const since = await namesSince(sql, seen);
      return this.#unlist(sql, names, (name) => named.has(name) || since.has(name) || this.#held.has(name));
    });
    for (const id of renditions) this.#forget(id);
    for (const hash of blobs) if (!this.#held.has(hash)) await this.#media.remove(hash);
    const settled = [...new Set([...names, ...blobs])].filter((name) => !this.#held.has(name));
    await this.#store.transaction((sql) => inSlices(settled, (slice) => forgetReplaced(sql, slice)));
  }

  /** Takes what is not named out of the tables; resolves to what was, and to the names of bytes that may be left. */
  async #unlist(sql: Kysely<Schema>, names: readonly string[], isNamed: (name: string) => boolean) {
    const among = await renditionsAmong(sql, names);
    const renditions = among.filter(({ id }) => !isNamed(id)).map(({ id }) => id);
    await inSlices(renditions, (slice) => sql.deleteFrom('rendition').where('id', 'in', slice).execute());
    const wanted = [...new Set([...names, ...among.map(({ blob }) => blob)])].filter(
      (name) => !isNamed(name),
    );
    const used = new Set((await renditionsAmong(sql, wanted)).map(({ blob }) => blob));
    // Those too that no table lists: whoever took them out may have been ended before their bytes were gone.
    const blobs = wanted.filter((name) => !used.has(name));
    await inSlices(blobs, async (slice) => {
      await sql.deleteFrom('blob').where('hash', 'in', slice).execute();
      await noteReplaced(sql, slice);
    });
    return { renditions, blobs };
  }
}
