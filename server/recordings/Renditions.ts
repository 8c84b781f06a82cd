import { createHash } from 'node:crypto';
import {
  CHUNK_SIZE,
  canonicalManifest,
  manifest,
  type SignedManifest,
  signedManifest,
} from '#shared/recordings/manifest.ts';
import type { HubKey } from '../people/HubKey.ts';
import type { Store } from '../store/Store.ts';
import { assertWholeVideo } from './assertWholeVideo.ts';
import type { MediaStore } from './MediaStore.ts';

/** `hash`: SHA-256 of the whole file, hex. */
export type ImportedVideo = { readonly signed: SignedManifest; readonly hash: string };
export type StoredRendition = { readonly signed: SignedManifest; readonly path: string };

/** Videos with their signed manifests (rule M1), and the blobs beside them. */
export class Renditions {
  readonly #store: Store;
  readonly #media: MediaStore;
  readonly #key: HubKey;
  /** A rendition never changes, so what was read of one stays true. */
  readonly #known = new Map<string, StoredRendition>();

  constructor(store: Store, media: MediaStore, key: HubKey) {
    this.#store = store;
    this.#media = media;
    this.#key = key;
  }

  /** `type`: `video/mp4` or the like. Throws `RefusedError` damaged for a truncated file. */
  async importVideo(file: string, type: string): Promise<ImportedVideo> {
    await assertWholeVideo(file);
    const kept = await this.#media.keep(file);
    const made = manifest.parse({ size: kept.size, type, chunkSize: CHUNK_SIZE, chunks: kept.chunks });
    const canonical = canonicalManifest(made);
    const id = createHash('sha256').update(canonical).digest('hex');
    const signature = this.#key.sign(canonical);
    await this.#rememberBlob(kept.hash, kept.size, type);
    await this.#store.transaction((sql) =>
      sql
        .insertInto('rendition')
        .values({ id, manifest: canonical, signature, blob: kept.hash })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute(),
    );
    return { signed: { id, manifest: made, signature }, hash: kept.hash };
  }

  /** Returns the blob's hash. */
  async importBlob(file: string, type: string): Promise<string> {
    const { hash, size } = await this.#media.keep(file);
    await this.#rememberBlob(hash, size, type);
    return hash;
  }

  async #rememberBlob(hash: string, size: number, type: string): Promise<void> {
    await this.#store.transaction((sql) =>
      sql
        .insertInto('blob')
        .values({ hash, size, type })
        .onConflict((conflict) => conflict.column('hash').doNothing())
        .execute(),
    );
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
    const stored = { signed, path: this.#media.pathOf(blob) };
    this.#known.set(id, stored);
    return stored;
  }

  async findBlob(hash: string): Promise<{ path: string; size: number; type: string } | null> {
    const found = await this.#store.read
      .selectFrom('blob')
      .select(['size', 'type'])
      .where('hash', '=', hash)
      .executeTakeFirst();
    return found ? { ...found, path: this.#media.pathOf(hash) } : null;
  }
}
