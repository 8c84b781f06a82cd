import { join } from 'node:path';
import { z } from 'zod';
import { type MediaGrant, mediaGrant, type RenditionRef } from '#shared/contracts/ipc.ts';
import { errorLine } from '../files/errors.ts';
import { JsonFile } from '../files/JsonFile.ts';
import type { Log } from '../files/Log.ts';
import type { BlobCache } from './BlobCache.ts';
import type { Downloader } from './Downloader.ts';
import type { BlobRef } from './HubMedia.ts';

/** `leaving`: not served any more; its bytes are still to be deleted (rule M8). */
const stored = z.object({ granted: z.array(mediaGrant), leaving: z.array(mediaGrant) });

type Options = {
  readonly folder: string;
  readonly log: Log;
  readonly downloads: Pick<Downloader, 'remove'>;
  readonly blobs: Pick<BlobCache, 'remove'>;
};

/**
 * What the account's base holds, and so what `lectern-media` may serve (design rule D7). Stored, so that a
 * cold start without a hub plays what it may. What is withdrawn is deleted, with whatever of it was begun
 * in an earlier run (rule M8).
 */
export class MediaGrants {
  readonly #options: Options;
  readonly #file: JsonFile<z.infer<typeof stored>>;
  #granted: readonly MediaGrant[] = [];
  #leaving: readonly MediaGrant[] = [];
  #last: Promise<void> = Promise.resolve();
  #failed = false;

  private constructor(options: Options) {
    this.#options = options;
    const path = join(options.folder, 'granted.json');
    const empty = { granted: [], leaving: [] };
    this.#file = new JsonFile({ path, schema: stored, empty, log: options.log });
  }

  static async open(options: Options): Promise<MediaGrants> {
    const grants = new MediaGrants(options);
    const { granted, leaving } = await grants.#file.read();
    grants.#granted = granted;
    grants.#leaving = leaving;
    if (leaving.length > 0) await grants.#drop().catch((error: unknown) => grants.#warn(error));
    return grants;
  }

  /** Replaces all grants of a hub. Resolves when what is granted no more is deleted. */
  allow(hub: string, grants: readonly MediaGrant[]): Promise<void> {
    const ofHub = grants.filter((grant) => grant.hub === hub);
    return this.#set([...this.#granted.filter((grant) => grant.hub !== hub), ...ofHub]);
  }

  /** Resolves when nothing of the recording is on this computer but what another grant names. */
  async forget(hub: string, recordingId: string): Promise<void> {
    const isOf = (ref: RenditionRef): boolean => ref.hub === hub && ref.recordingId === recordingId;
    await this.#set(this.#granted.filter((grant) => !isOf(grant)));
    await this.#options.downloads.remove((ref) => isOf(ref) && !this.#holds(ref));
  }

  find(hub: string, workshopId: string, recordingId: string, renditionId: string): RenditionRef | undefined {
    return this.#granted.find(
      (ref) => inRecording(ref, { hub, workshopId, recordingId }) && ref.rendition.id === renditionId,
    );
  }

  /** Whether the contents of this very recording name the blob. */
  names(ref: BlobRef): boolean {
    return this.#granted.some((grant) => inRecording(grant, ref) && grant.blobs.includes(ref.hash));
  }

  namesAnywhere(hash: string): boolean {
    return this.#granted.some(({ blobs }) => blobs.includes(hash));
  }

  #holds(ref: RenditionRef): boolean {
    return this.#granted.some((grant) => isSameRendition(grant, ref));
  }

  /** Serves the new grants at once; deletions and the file follow one after another. */
  #set(granted: readonly MediaGrant[]): Promise<void> {
    const before = this.#granted;
    const isSame = JSON.stringify(before) === JSON.stringify(granted);
    if (isSame && this.#leaving.length === 0 && !this.#failed) return this.#last;
    const stays = new Set(granted.map((grant) => JSON.stringify(grant)));
    this.#granted = granted;
    this.#leaving = [...this.#leaving, ...before.filter((grant) => !stays.has(JSON.stringify(grant)))];
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
    if (leaving.length === 0) return this.#write();
    await this.#write().catch((error: unknown) => this.#warn(error));
    const { downloads, blobs } = this.#options;
    await downloads.remove((ref) => leaving.some((gone) => isSameRendition(gone, ref)) && !this.#holds(ref));
    for (const hash of new Set(leaving.flatMap((gone) => gone.blobs))) {
      if (!this.namesAnywhere(hash)) await blobs.remove(hash);
    }
    this.#leaving = this.#leaving.filter((grant) => !leaving.includes(grant));
    await this.#write();
  }

  #warn(error: unknown): void {
    this.#options.log.warn(`grants: ${errorLine(error)}`);
  }

  #write(): Promise<void> {
    return this.#file.write({ granted: [...this.#granted], leaving: [...this.#leaving] });
  }
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
