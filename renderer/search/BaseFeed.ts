import { Dexie, type IntervalTree, type ObservabilitySet } from 'dexie';
import type { JoinedHub } from '#shared/contracts/ipc.ts';
import { type BaseKey, HubDatabase, type WorkshopCursor } from '../sync/database.ts';
import { planDocuments, planNotes, rowKey, type SearchRow, searchRowKinds } from './documents.ts';
import type { SearchIndex } from './SearchIndex.ts';

type Held = { readonly generation: number; readonly rows: Map<string, SearchRow> };

export type BaseFeedOptions = {
  readonly hub: Pick<JoinedHub, 'fingerprint' | 'account'>;
  readonly index: SearchIndex;
  /** The index is not what it was. */
  readonly onChange: () => void;
  /** Lets queries in between two steps of a long work. */
  readonly pause: () => Promise<void>;
};

/**
 * Keeps the index at what one hub's base holds, and so at what its reader may see. Rows that are written
 * one by one are read one by one; a whole workshop is read where many were, or its generation changed.
 */
export class BaseFeed {
  readonly #options: BaseFeedOptions;
  readonly #database: HubDatabase;
  readonly #held = new Map<string, Held>();
  #keys = new Map<string, BaseKey>();
  #all = true;
  #marks = true;
  #hasNotes = false;
  #running: Promise<void> | null = null;
  #closed = false;
  readonly #hear = (parts: ObservabilitySet) => this.#changed(parts);

  constructor(options: BaseFeedOptions) {
    this.#options = options;
    this.#database = new HubDatabase(options.hub);
    Dexie.on('storagemutated', this.#hear);
  }

  /** Resolves when the index holds what the base held at the call. */
  async settle(): Promise<void> {
    while (!this.#closed && (this.#running || this.#isBehind)) await this.#run();
  }

  close(): void {
    this.#closed = true;
    Dexie.on.storagemutated.unsubscribe(this.#hear);
    this.#database.close();
  }

  get #isBehind(): boolean {
    return this.#all || this.#marks || this.#keys.size > 0;
  }

  #changed(parts: ObservabilitySet): void {
    const table = (name: string) => parts[`idb://${this.#database.name}/${name}/`];
    const base = table('base');
    if (table('cursors')) this.#keys.set('', noKey);
    if (table('marks')) this.#marks = true;
    for (const [from, to] of base ? rangesOf(base) : []) {
      if (JSON.stringify(from) === JSON.stringify(to)) this.#touch(from as BaseKey);
      else this.#all = true;
    }
    if (!this.#isBehind) return;
    this.#run().catch((error: unknown) => {
      if (!this.#closed) console.error('the search index could not follow the base', error);
    });
  }

  #touch(key: BaseKey): void {
    if (isSearched(key[2])) this.#keys.set(key.join(' '), key);
  }

  #run(): Promise<void> {
    this.#running ??= this.#follow().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #follow(): Promise<void> {
    while (!this.#closed && this.#isBehind) {
      const all = this.#all;
      const keys = [...this.#keys.values()].filter((key) => key !== noKey);
      this.#all = false;
      this.#keys = new Map();
      const marks = this.#marks;
      this.#marks = false;
      const cursors = await this.#database.cursors.toArray();
      let changed = await this.#forget(cursors);
      for (const cursor of cursors) {
        const own = keys.filter(([workshopId]) => workshopId === cursor.workshopId);
        if (await this.#followOne(cursor, own, all)) changed = true;
      }
      if ((changed || marks) && (await this.#followMarks())) changed = true;
      if (changed) this.#options.onChange();
      await this.#options.pause();
    }
  }

  async #forget(cursors: readonly WorkshopCursor[]): Promise<boolean> {
    const stay = new Set(cursors.map(({ workshopId }) => workshopId));
    const left = [...this.#held.keys()].filter((id) => !stay.has(id));
    for (const id of left) {
      this.#held.delete(id);
      await this.#options.index.update(this.#name(id), [], this.#options.pause);
    }
    return left.length > 0;
  }

  async #followOne(cursor: WorkshopCursor, keys: readonly BaseKey[], all: boolean): Promise<boolean> {
    const { workshopId, generation } = cursor;
    const held = this.#held.get(workshopId);
    const isWhole = all || held?.generation !== generation;
    if (!isWhole && keys.length === 0) return false;
    const rows = isWhole
      ? await this.#readAll(workshopId, generation)
      : await this.#readSome(held.rows, keys, generation);
    this.#held.set(workshopId, { generation, rows });
    const { hub, index, pause } = this.#options;
    const { put, removed } = await index.update(
      this.#name(workshopId),
      planDocuments(hub.fingerprint, rows),
      pause,
    );
    return put + removed > 0;
  }

  /** The person's notes: few, so all of them are looked at whenever one changed, or what they are on did. */
  async #followMarks(): Promise<boolean> {
    const { hub, index, pause } = this.#options;
    const marks = await this.#database.marks.toArray();
    if (marks.length === 0 && !this.#hasNotes) return false;
    this.#hasNotes = marks.length > 0;
    const plans = planNotes(hub.fingerprint, marks, (id) => this.#held.get(id)?.rows);
    const { put, removed } = await index.update(this.#name('notes'), plans, pause);
    return put + removed > 0;
  }

  #name(workshopId: string): string {
    return `${this.#options.hub.fingerprint}/${workshopId}`;
  }

  async #readAll(workshopId: string, generation: number): Promise<Map<string, SearchRow>> {
    const rows = new Map<string, SearchRow>();
    for (const kind of searchRowKinds) {
      const read = await this.#database.base
        .where(':id')
        .between([workshopId, generation, kind, Dexie.minKey], [workshopId, generation, kind, Dexie.maxKey])
        .toArray();
      for (const row of read) rows.set(rowKey(kind, row.id), row as SearchRow);
    }
    return rows;
  }

  async #readSome(
    held: Map<string, SearchRow>,
    keys: readonly BaseKey[],
    generation: number,
  ): Promise<Map<string, SearchRow>> {
    const own = keys.filter((key) => key[1] === generation);
    const read = await this.#database.base.bulkGet(own);
    for (const [i, [, , kind, id]] of own.entries()) {
      const row = read[i];
      if (row) held.set(rowKey(kind, id), row as SearchRow);
      else held.delete(rowKey(kind, id));
    }
    return held;
  }
}

/** Stands for "look at the cursors". */
const noKey: BaseKey = ['', 0, 'workshop', ''];

function isSearched(kind: string): boolean {
  return (searchRowKinds as readonly string[]).includes(kind);
}

function rangesOf(tree: IntervalTree): (readonly [from: unknown, to: unknown])[] {
  if (!('from' in tree)) return [];
  const sides = [tree.l, tree.r].flatMap((side) => (side ? rangesOf(side) : []));
  return [[tree.from, tree.to], ...sides];
}
