import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { type SignedSnapshot, signedSnapshot, snapshotText } from '#shared/packs/pack.ts';
import { KeyedQueue } from '../live/KeyedQueue.ts';
import type { HubKey } from '../people/HubKey.ts';
import type { Store } from '../store/Store.ts';
import { writeWhole } from '../store/writeWhole.ts';
import { writePublicRows } from './writePublicRows.ts';

/** A file of public rows, with what the hub signs of it. */
export type PackSnapshot = { readonly signed: SignedSnapshot; readonly path: string };

type Options = {
  readonly store: Store;
  readonly key: Pick<HubKey, 'sign'>;
  readonly epoch: string;
  readonly folder: string;
  /** The hub's real clock, in ms. */
  readonly now: () => number;
};

/**
 * The public snapshots that packs carry (rule M7): one file for each workshop and rev, made when it is first asked
 * for. A reader that began with one reads it to its end although a newer one was made meanwhile.
 */
export class PackSnapshots {
  readonly #options: Options;
  readonly #making = new KeyedQueue();
  /** Names of the two last snapshots of each workshop: somebody may be about to read the older one. */
  readonly #kept = new Map<string, readonly string[]>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** The snapshot of a workshop at its head. Throws `RefusedError` not-found. */
  of(workshopId: string): Promise<PackSnapshot> {
    return this.#making.run(workshopId, async () => {
      const workshop = await this.#options.store.workshop(workshopId);
      if (!workshop || workshop.head === 0) throw new RefusedError('not-found', 'workshop');
      return (await this.#stored(workshopId, workshop.head)) ?? (await this.#make(workshopId));
    });
  }

  #folderOf(workshopId: string): string {
    return join(this.#options.folder, workshopId);
  }

  #nameOf(rev: number): string {
    return `${this.#options.epoch}-${rev}`;
  }

  async #stored(workshopId: string, rev: number): Promise<PackSnapshot | null> {
    const name = this.#nameOf(rev);
    const path = join(this.#folderOf(workshopId), `${name}.jsonl`);
    const text = await readFile(join(this.#folderOf(workshopId), `${name}.json`), 'utf8').catch(
      noneIfMissing,
    );
    const found = await stat(path).catch(noneIfMissing);
    if (text === null || found === null) return null;
    const signed = signedSnapshot.parse(JSON.parse(text));
    return found.size === signed.size ? { signed, path } : null;
  }

  async #make(workshopId: string): Promise<PackSnapshot> {
    const { store, key, epoch, now } = this.#options;
    const folder = this.#folderOf(workshopId);
    await mkdir(folder, { recursive: true });
    const aside = join(folder, 'new.part');
    const { rev, sha256, size } = await writePublicRows(store, workshopId, aside);
    const facts = { workshopId, epoch, rev, signed: new Date(now()).toISOString(), sha256, size };
    const signed = { ...facts, signature: key.sign(snapshotText(facts)) };
    const name = this.#nameOf(rev);
    const path = join(folder, `${name}.jsonl`);
    await rename(aside, path);
    await writeWhole(join(folder, `${name}.json`), JSON.stringify(signed));
    await this.#removeOthers(workshopId, name);
    return { signed, path };
  }

  async #removeOthers(workshopId: string, name: string): Promise<void> {
    const kept = [...(this.#kept.get(workshopId) ?? []).slice(-1), name];
    this.#kept.set(workshopId, kept);
    const folder = this.#folderOf(workshopId);
    for (const file of await readdir(folder)) {
      if (!kept.some((one) => file === `${one}.json` || file === `${one}.jsonl`)) {
        await rm(join(folder, file), { force: true });
      }
    }
  }
}

function noneIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
