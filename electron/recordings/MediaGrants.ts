import { join } from 'node:path';
import { z } from 'zod';
import { type MediaGrant, mediaGrant } from '#shared/contracts/ipc.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { sha256Hex } from '#shared/recordings/manifest.ts';
import { errorLine } from '../files/errors.ts';
import { JsonFile } from '../files/JsonFile.ts';
import type { Log } from '../files/Log.ts';
import type { BlobCache } from './BlobCache.ts';
import type { BlobRef } from './HubMedia.ts';

const photo = z.object({ hub: z.string(), workshopId: z.uuid(), hash: sha256Hex });
type Photo = Readonly<z.infer<typeof photo>>;

/** `leaving`: not served or kept any more; its bytes are still to be deleted (rule M8). */
const stored = z.object({
  granted: z.array(mediaGrant),
  leaving: z.array(mediaGrant),
  photos: z.array(photo).default([]),
  leavingPhotos: z.array(photo).default([]),
});
type Stored = z.infer<typeof stored>;
const nothing: Stored = { granted: [], leaving: [], photos: [], leavingPhotos: [] };

type Options = {
  readonly folder: string;
  readonly log: Log;
  readonly downloads: { readonly remove: (which: (ref: RenditionRef) => boolean) => Promise<unknown> };
  readonly blobs: Pick<BlobCache, 'remove' | 'ensure'>;
};

/**
 * What the accounts' bases hold, and so what `lectern-media` may serve (design rule D7). Stored, so that a
 * cold start without a hub plays what it may. What is withdrawn, or may not be kept any more, is deleted, with
 * whatever of it was begun in an earlier run (rule M8).
 */
export class MediaGrants {
  readonly #options: Options;
  readonly #file: JsonFile<Stored>;
  readonly #watchers = new Set<() => void>();
  /** Recordings whose blobs were made to be here. */
  readonly #wanted = new Set<string>();
  #granted: readonly MediaGrant[] = [];
  #photos: readonly Photo[] = [];
  #leaving: readonly MediaGrant[] = [];
  #leavingPhotos: readonly Photo[] = [];
  #last: Promise<void> = Promise.resolve();
  #failed = false;

  private constructor(options: Options) {
    this.#options = options;
    const path = join(options.folder, 'granted.json');
    this.#file = new JsonFile<Stored>({ path, schema: stored, empty: nothing, log: options.log });
  }

  /** Reads what is stored, and takes up the deletions that were cut short. */
  static async open(options: Options): Promise<MediaGrants> {
    const grants = await MediaGrants.read(options);
    await grants.resume();
    return grants;
  }

  /** As `open`; call `resume` once `downloads` can delete. */
  static async read(options: Options): Promise<MediaGrants> {
    const grants = new MediaGrants(options);
    const { granted, leaving, photos, leavingPhotos } = await grants.#file.read();
    grants.#granted = granted;
    grants.#photos = photos;
    grants.#leaving = leaving;
    grants.#leavingPhotos = leavingPhotos;
    return grants;
  }

  async resume(): Promise<void> {
    if (this.#leaving.length + this.#leavingPhotos.length === 0) return;
    await this.#drop().catch((error: unknown) => this.#warn(error));
  }

  /** Replaces all grants of a hub. Resolves when what is granted no more is deleted. */
  allow(
    hub: string,
    grants: readonly MediaGrant[],
    photos: readonly Omit<Photo, 'hub'>[] = [],
  ): Promise<void> {
    const ofHub = grants.filter((grant) => grant.hub === hub);
    const others = this.#granted.filter((grant) => grant.hub !== hub);
    const otherPhotos = this.#photos.filter((one) => one.hub !== hub);
    return this.#set(
      [...others, ...ofHub],
      [...otherPhotos, ...photos.map(({ workshopId, hash }) => ({ hub, workshopId, hash }))],
    );
  }

  /** Resolves when nothing of the recording is on this computer but what another grant names. */
  async forget(hub: string, recordingId: string): Promise<void> {
    const isOf = (ref: RenditionRef): boolean => ref.hub === hub && ref.recordingId === recordingId;
    await this.#set(
      this.#granted.filter((grant) => !isOf(grant)),
      this.#photos,
    );
    await this.#options.downloads.remove((ref) => isOf(ref) && !this.holds(ref));
  }

  /** Calls back whenever something may have been withdrawn, at once. @returns what ends that */
  watch(look: () => void): () => void {
    this.#watchers.add(look);
    return () => this.#watchers.delete(look);
  }

  find(hub: string, workshopId: string, recordingId: string, renditionId: string): RenditionRef | undefined {
    return this.#granted.find(
      (ref) => inRecording(ref, { hub, workshopId, recordingId }) && ref.rendition.id === renditionId,
    );
  }

  /** Whether anything of a workshop is granted; not so before its base was whole for the first time. */
  knows(hub: string, workshopId: string): boolean {
    return this.#granted.some((grant) => grant.hub === hub && grant.workshopId === workshopId);
  }

  /** Whether any recording of the rendition's hub that names it is granted. */
  holds(ref: RenditionRef): boolean {
    return this.#granted.some((grant) => isSameRendition(grant, ref));
  }

  /** Whether this recording may be downloaded and packed; what is not granted here is not forbidden here. */
  mayKeep(ref: RenditionRef): boolean {
    return !this.#granted.some((grant) => grant.recordingId === ref.recordingId && isForbidden(grant, ref));
  }

  /** Whether chunks may lie on the disk: some recording that names the rendition lets them, or none is granted. */
  mayStore(ref: RenditionRef): boolean {
    const naming = this.#granted.filter((grant) => isSameRendition(grant, ref));
    return naming.length === 0 || naming.some(({ mayBeKept }) => mayBeKept);
  }

  /** Whether the contents of this very recording, or a public row, name the blob. */
  names({ hub, workshopId, recordingId, hash }: BlobRef): boolean {
    if (recordingId === null) {
      return this.#photos.some(
        (one) => one.hub === hub && one.workshopId === workshopId && one.hash === hash,
      );
    }
    return this.#granted.some(
      (grant) => inRecording(grant, { hub, workshopId, recordingId }) && grant.blobs.includes(hash),
    );
  }

  namesAnywhere(hash: string): boolean {
    return (
      this.#granted.some(({ blobs }) => blobs.includes(hash)) || this.#photos.some((one) => one.hash === hash)
    );
  }

  /** Captions, pictures and slides of a granted recording. */
  blobsOf({ hub, workshopId, recordingId }: Omit<RenditionRef, 'rendition'>): readonly BlobRef[] {
    const hashes = this.#granted
      .filter((grant) => inRecording(grant, { hub, workshopId, recordingId }))
      .flatMap(({ blobs }) => blobs);
    return [...new Set(hashes)].map((hash) => ({ hub, workshopId, recordingId, hash }));
  }

  /** Makes a recording's blobs be here, for a time without network. Throws as `BlobCache.ensure`. */
  async ensureBlobs(ref: RenditionRef): Promise<void> {
    const blobs = this.blobsOf(ref);
    try {
      await this.#options.blobs.ensure(blobs);
    } finally {
      for (const { hash } of blobs) if (!this.namesAnywhere(hash)) await this.#options.blobs.remove(hash);
    }
  }

  /** As `ensureBlobs`, beside all else, once for each recording; what fails is tried at the next occasion. */
  wantBlobs(ref: RenditionRef): void {
    const key = `${ref.hub} ${ref.recordingId}`;
    if (this.#wanted.has(key)) return;
    this.#wanted.add(key);
    this.ensureBlobs(ref).catch((error: unknown) => {
      this.#wanted.delete(key);
      this.#warn(error);
    });
  }

  /** Serves the new grants at once; deletions and the file follow one after another. */
  #set(granted: readonly MediaGrant[], photos: readonly Photo[]): Promise<void> {
    const before = { granted: this.#granted, photos: this.#photos };
    const isSame = JSON.stringify(before) === JSON.stringify({ granted, photos });
    const leaves = this.#leaving.length + this.#leavingPhotos.length;
    if (isSame && leaves === 0 && !this.#failed) return this.#last;
    this.#granted = granted;
    this.#photos = photos;
    this.#leaving = [...this.#leaving, ...without(before.granted, granted)];
    this.#leavingPhotos = [...this.#leavingPhotos, ...without(before.photos, photos)];
    this.#wanted.clear();
    for (const look of this.#watchers) look();
    const drop = (): Promise<void> => this.#drop();
    const next = this.#last.then(drop, drop);
    this.#last = next;
    next.then(
      () => {
        this.#failed = false;
      },
      () => {
        this.#failed = true;
      },
    );
    return next;
  }

  /** Said to the disk first, so that a deletion cut short is taken up at the next start; a full one is no bar. */
  async #drop(): Promise<void> {
    const leaving = this.#leaving;
    const leavingPhotos = this.#leavingPhotos;
    if (leaving.length + leavingPhotos.length === 0) return this.#write();
    await this.#write().catch((error: unknown) => this.#warn(error));
    const { downloads, blobs } = this.#options;
    if (leaving.length > 0) {
      const mayStay = (ref: RenditionRef): boolean => this.holds(ref) && this.mayStore(ref);
      await downloads.remove((ref) => leaving.some((gone) => isSameRendition(gone, ref)) && !mayStay(ref));
    }
    const hashes = [...leaving.flatMap((gone) => gone.blobs), ...leavingPhotos.map(({ hash }) => hash)];
    for (const hash of new Set(hashes)) if (!this.namesAnywhere(hash)) await blobs.remove(hash);
    this.#leaving = this.#leaving.filter((grant) => !leaving.includes(grant));
    this.#leavingPhotos = this.#leavingPhotos.filter((one) => !leavingPhotos.includes(one));
    await this.#write();
  }

  #warn(error: unknown): void {
    this.#options.log.warn(`grants: ${errorLine(error)}`);
  }

  #write(): Promise<void> {
    return this.#file.write({
      granted: [...this.#granted],
      leaving: [...this.#leaving],
      photos: [...this.#photos],
      leavingPhotos: [...this.#leavingPhotos],
    });
  }
}

/** What is of the first list and not, in the same words, of the second. */
function without<T>(before: readonly T[], after: readonly T[]): readonly T[] {
  const stays = new Set(after.map((one) => JSON.stringify(one)));
  return before.filter((one) => !stays.has(JSON.stringify(one)));
}

function isForbidden(grant: MediaGrant, ref: RenditionRef): boolean {
  return grant.hub === ref.hub && grant.rendition.id === ref.rendition.id && !grant.mayBeKept;
}

function isSameRendition(a: RenditionRef, b: RenditionRef): boolean {
  return a.hub === b.hub && a.rendition.id === b.rendition.id;
}

function inRecording(
  ref: RenditionRef,
  at: { readonly hub: string; readonly workshopId: string; readonly recordingId: string },
): boolean {
  return ref.hub === at.hub && ref.workshopId === at.workshopId && ref.recordingId === at.recordingId;
}
