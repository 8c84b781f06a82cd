import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type RenditionRef, renditionRef } from '#shared/contracts/ipc.ts';
import { type SignedManifest, sha256Hex, signedManifest } from '#shared/recordings/manifest.ts';
import { JsonFile } from '../files/JsonFile.ts';
import type { Log } from '../files/Log.ts';
import { lockFolder } from './folderLock.ts';
import type { HubMedia } from './HubMedia.ts';
import { Rendition } from './Rendition.ts';
import { RenditionFile } from './RenditionFile.ts';
import { verifyManifest } from './verifyManifest.ts';

const kept = z.object({ ref: renditionRef, signed: signedManifest });
const hubName = /^[A-Za-z0-9_-]{1,64}$/;

/** Every rendition that has chunks on this device, one folder each; owned by one process. */
export class MediaCache {
  readonly folder: string;
  readonly #media: HubMedia;
  readonly #log: Log;
  readonly #unlock: () => Promise<void>;
  readonly #open = new Map<string, Promise<Rendition>>();

  private constructor(folder: string, media: HubMedia, log: Log, unlock: () => Promise<void>) {
    this.folder = folder;
    this.#media = media;
    this.#log = log;
    this.#unlock = unlock;
  }

  /** Locks the folder. Throws where another process owns it. */
  static async open(folder: string, media: HubMedia, log: Log): Promise<MediaCache> {
    await mkdir(folder, { recursive: true });
    return new MediaCache(folder, media, log, await lockFolder(folder));
  }

  /** The rendition with its verified manifest: the stored one, else the hub's, which is then stored. */
  rendition(ref: RenditionRef): Promise<Rendition> {
    const folder = this.#folderOf(ref.hub, ref.rendition.id);
    const open = this.#open.get(folder);
    if (open) return open;
    const opening = this.#openRendition(folder, ref).catch((error: unknown) => {
      this.#open.delete(folder);
      throw error;
    });
    this.#open.set(folder, opening);
    return opening;
  }

  /** What is stored here, whole or in part. */
  async list(): Promise<readonly Rendition[]> {
    const found: Rendition[] = [];
    for (const hub of await foldersIn(this.folder)) {
      if (!hubName.test(hub)) continue;
      for (const id of await foldersIn(join(this.folder, hub))) {
        const stored = await this.#manifestFile(join(this.folder, hub, id)).read();
        if (stored) found.push(await this.rendition(stored.ref));
      }
    }
    return found;
  }

  /** Deletes renditions with all their chunks. */
  async remove(which: (ref: RenditionRef) => boolean): Promise<readonly RenditionRef[]> {
    const gone = (await this.list()).filter(({ ref }) => which(ref));
    for (const rendition of gone) {
      const folder = this.#folderOf(rendition.ref.hub, rendition.ref.rendition.id);
      await rendition.close();
      // Its name goes last: where this is cut short, what is left is still known and deleted the next time.
      for (const part of ['bytes', 'chunks']) await rm(join(folder, part), { force: true });
      await rm(folder, { recursive: true, force: true });
      this.#open.delete(folder);
    }
    return gone.map(({ ref }) => ref);
  }

  async close(): Promise<void> {
    for (const opening of await Promise.allSettled(this.#open.values())) {
      if (opening.status === 'fulfilled') await opening.value.close();
    }
    this.#open.clear();
    await this.#unlock();
  }

  async #openRendition(folder: string, ref: RenditionRef): Promise<Rendition> {
    const file = this.#manifestFile(folder);
    const stored = await file.read();
    const publicKey = this.#media.publicKey(ref.hub);
    const signed = stored?.signed ?? (await this.#media.manifest(ref));
    const manifest = verifyManifest(signed, ref.rendition.id, publicKey);
    if (!stored) await file.write({ ref, signed });
    return new Rendition(ref, await RenditionFile.open(folder, manifest), this.#media);
  }

  #manifestFile(folder: string): JsonFile<{ ref: RenditionRef; signed: SignedManifest } | null> {
    const path = join(folder, 'manifest.json');
    return new JsonFile({ path, schema: kept.nullable(), empty: null, log: this.#log });
  }

  #folderOf(hub: string, renditionId: string): string {
    return join(this.folder, z.string().regex(hubName).parse(hub), sha256Hex.parse(renditionId));
  }
}

async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}
