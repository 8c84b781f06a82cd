import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import {
  CHUNK_SIZE,
  canonicalManifest,
  manifest,
  type SignedManifest,
  signedManifest,
} from '#shared/recordings/manifest.ts';
import type { HubKey } from '../people/HubKey.ts';
import type { Store } from '../store/Store.ts';
import type { Schema } from '../store/schema.ts';
import { assertWholeVideo } from './assertWholeVideo.ts';
import type { KeptFile, MediaStore } from './store/MediaStore.ts';
import { UnnamedMedia } from './store/UnnamedMedia.ts';
import { forgetReplaced } from './work/replacedMedia.ts';

/** `hash`: SHA-256 of the whole file, hex. */
export type ImportedVideo = { readonly signed: SignedManifest; readonly hash: string };
/** `hash`: the name of its bytes in the media store. */
export type StoredRendition = { readonly signed: SignedManifest; readonly hash: string };
export type StoredBlob = { readonly hash: string; readonly size: number; readonly type: string };

/** Videos with their signed manifests (rule M1), and the blobs beside them. */
export class Renditions {
  readonly media: MediaStore;
  readonly #store: Store;
  readonly #key: HubKey;
  readonly #unnamed: UnnamedMedia;
  /** A rendition never changes, so what was read of one stays true until it is removed. */
  readonly #known = new Map<string, StoredRendition>();

  constructor(store: Store, media: MediaStore, key: HubKey) {
    this.#store = store;
    this.media = media;
    this.#key = key;
    this.#unnamed = new UnnamedMedia(store, media, (id) => this.#known.delete(id));
  }

  /**
   * `type`: `video/mp4` or the like. Throws `RefusedError` damaged for a truncated file. What was imported
   * stays until `settle` is called for it, and from then on as long as a row names it.
   */
  async importVideo(file: string, type: string): Promise<ImportedVideo> {
    await assertWholeVideo(file);
    const kept = await this.#unnamed.keep(file);
    const made = manifest.parse({ size: kept.size, type, chunkSize: CHUNK_SIZE, chunks: kept.chunks });
    const canonical = canonicalManifest(made);
    const id = createHash('sha256').update(canonical).digest('hex');
    const signature = this.#key.sign(canonical);
    this.#unnamed.hold(id);
    await this.#list(kept, type, [kept.hash, id], async (sql) => {
      await sql
        .insertInto('rendition')
        .values({ id, manifest: canonical, signature, blob: kept.hash })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    });
    return { signed: { id, manifest: made, signature }, hash: kept.hash };
  }

  /** Returns the blob's hash. It stays as a rendition does. */
  async importBlob(file: string, type: string): Promise<string> {
    const kept = await this.#unnamed.keep(file);
    await this.#list(kept, type, [kept.hash]);
    return kept.hash;
  }

  /**
   * Ids of renditions and hashes of blobs. `imported`: their rows are written, or given up; once for each
   * import. `replaced`: what the rows named before. Of both, what no row of any workshop names is removed
   * with its bytes; what another row names stays.
   */
  settle(imported: readonly string[], replaced: readonly string[] = []): Promise<void> {
    return this.#unnamed.settle(imported, replaced);
  }

  /** Removes what was replaced or given up and is named by no row. */
  removeReplaced(): Promise<void> {
    return this.#unnamed.removeReplaced();
  }

  /** Removes all that no row names, but for what is being imported. */
  removeUnnamed(): Promise<void> {
    return this.#unnamed.removeAll();
  }

  async find(renditionId: string): Promise<StoredRendition | null> {
    const known = this.#known.get(renditionId);
    if (known) return known;
    const found = await this.#store.read
      .selectFrom('rendition')
      .selectAll()
      .where('id', '=', renditionId)
      .executeTakeFirst();
    if (!found) return null;
    const { id, signature, blob } = found;
    const signed = signedManifest.parse({ id, signature, manifest: JSON.parse(found.manifest) });
    const stored = { signed, hash: blob };
    this.#known.set(id, stored);
    return stored;
  }

  async findBlob(hash: string): Promise<StoredBlob | null> {
    const found = await this.#store.read
      .selectFrom('blob')
      .select(['hash', 'size', 'type'])
      .where('hash', '=', hash)
      .executeTakeFirst();
    return found ?? null;
  }
  /** Lists what was taken in with what `also` adds; `held` are let go where that fails. */
  async #list(
    { hash, size }: KeptFile,
    type: string,
    held: readonly string[],
    also: (sql: Kysely<Schema>) => Promise<void> = async () => undefined,
  ): Promise<void> {
    try {
      await this.#store.transaction(async (sql) => {
        await sql
          .insertInto('blob')
          .values({ hash, size, type })
          .onConflict((conflict) => conflict.column('hash').doNothing())
          .execute();
        await also(sql);
        await forgetReplaced(sql, [hash]);
      });
    } catch (error) {
      this.#unnamed.release(held);
      throw error;
    }
  }
}
