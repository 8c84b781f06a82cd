import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { IpcReply, IpcRequest } from '#shared/contracts/ipc.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import type { PackDescription, PackWork } from '#shared/contracts/ipcPacks.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { errorLine } from '../files/errors.ts';
import type { HubRegistry } from '../people/HubRegistry.ts';
import type { ChosenFiles } from '../uploads/ChosenFiles.ts';
import { asideOf, type ExportParts, exportPack } from './exportPack.ts';
import { isMember, notePacked, withoutPacked } from './guestHub.ts';
import { type ImportParts, importPack } from './importPack.ts';
import { type OpenedPack, openPack } from './openPack.ts';
import { type Job, type KeptWork, PackJobs } from './PackJobs.ts';
import type { AtHub } from './PackShelf.ts';
import { allowedRefs, placeOf } from './packRights.ts';

export type PacksOptions = Omit<ExportParts, 'registry' | 'cache' | 'grants' | 'blobs'> &
  ImportParts & {
    readonly registry: Pick<HubRegistry, 'get' | 'getOrThrow' | 'put' | 'list'>;
    readonly cache: ExportParts['cache'] & ImportParts['cache'];
    readonly blobs: ExportParts['blobs'] & ImportParts['blobs'];
    readonly grants: ExportParts['grants'] & ImportParts['grants'];
    readonly files: Pick<ChosenFiles, 'get'>;
    /** The file of the work. */
    readonly folder: string;
    /** What the account of a guest is called. */
    readonly guestName: string;
    readonly downloads: { readonly remove: (which: (ref: RenditionRef) => boolean) => Promise<void> };
    readonly onChange: (work: PackWork) => void;
    /** Milliseconds between looks whether a stick is back, or there is room again. */
    readonly retry: number;
  };

/** Such work goes on by itself when what it lacked is there again. */
const passing: readonly (string | null)[] = ['disk-full', 'file-gone', 'cannot-write'];

/** Workshops as one file: written, looked into, taken over (rule M7). It knows no Electron. */
export class Packs {
  readonly #options: PacksOptions;
  readonly #jobs: PackJobs;
  readonly #timer: ReturnType<typeof setInterval>;

  private constructor(options: PacksOptions, jobs: PackJobs) {
    this.#options = options;
    this.#jobs = jobs;
    const again = (): void =>
      void this.#goOn((work) => passing.includes(work.reason) && work.state === 'failed');
    this.#timer = setInterval(again, options.retry);
    this.#timer.unref();
  }

  /** What an earlier run did not end goes on; a half-written pack is deleted. */
  static async open(options: PacksOptions): Promise<Packs> {
    const { folder, log, onChange } = options;
    const packs = new Packs(options, await PackJobs.open({ path: join(folder, 'work.json'), log, onChange }));
    for (const { work, path } of packs.#jobs.list()) {
      if (work.what === 'export' && work.state === 'running') {
        await rm(asideOf(path, work.packId), { force: true });
        await packs.#jobs.dismiss(work.packId);
      }
    }
    await packs.#goOn(
      ({ state, reason }) => state === 'running' || (state === 'failed' && passing.includes(reason)),
    );
    return packs;
  }

  list(): readonly PackWork[] {
    return this.#jobs.list().map(({ work }) => work);
  }

  /** Begins to write a pack to `path`. Throws `not-found` for a hub that is not known. */
  export(asked: IpcRequest<'packs.export'>, path: string): Promise<PackWork> {
    const { hub, workshopId, title, renditionIds } = asked;
    this.#options.registry.getOrThrow(hub);
    const kept = { work: newWork('export', { hub, workshopId }, title, path), path };
    return this.#jobs.begin(kept, (job) =>
      exportPack(this.#options, { hub, workshopId, renditionIds, path }, job),
    );
  }

  /** What is in a pack, its snapshot verified. Throws as `openPack`. */
  async inspect(token: string): Promise<PackDescription> {
    const { path, size } = this.#options.files.get(token);
    const pack = await openPack(path);
    try {
      return await this.#describe(pack, { token, name: basename(path), size });
    } finally {
      await pack.file.close();
    }
  }

  /**
   * Takes a pack over; resolves once its workshop is readable, its recordings follow. `changed`: the hubs are
   * others than before. Throws as `openPack`, `unknown-hub`, `disk-full`.
   */
  async open(token: string, trust: boolean): Promise<{ readonly work: PackWork; readonly changed: boolean }> {
    const { path } = this.#options.files.get(token);
    const pack = await openPack(path);
    try {
      if (!trust && !this.#options.registry.get(pack.head.hub.fingerprint)) {
        throw new RefusedError('unknown-hub', pack.head.hub.fingerprint);
      }
      const changed = await this.#keepRows(pack);
      const at = placeOf(pack);
      const before = this.#jobs.list().filter(({ work, path: of }) => work.what === 'import' && of === path);
      for (const { work } of before) {
        await this.#jobs.stop(work.packId);
        await this.#jobs.dismiss(work.packId);
      }
      const kept = { work: newWork('import', at, pack.rows.title, path), path };
      const work = await this.#jobs.begin(kept, (job) => importPack(this.#options, pack, job));
      return { work, changed };
    } catch (error) {
      await pack.file.close().catch((closing: unknown) => this.#options.log.warn(errorLine(closing)));
      throw error;
    }
  }

  stop(packId: string): Promise<void> {
    return this.#jobs.stop(packId);
  }

  dismiss(packId: string): Promise<void> {
    return this.#jobs.dismiss(packId);
  }

  rows({ hub, workshopId, after }: IpcRequest<'packs.rows'>): Promise<IpcReply<'packs.rows'>> {
    return this.#options.shelf.rows({ hub, workshopId }, after);
  }

  /**
   * Removes a workshop that came in a pack, with its recordings where the account is not in it. `left`: nothing
   * is known of the hub any more, and it is to be left. Throws `not-found`.
   */
  async remove(at: AtHub): Promise<{ readonly left: boolean }> {
    const { registry, downloads, shelf } = this.#options;
    const hub = registry.getOrThrow(at.hub);
    const without = withoutPacked(hub, at.workshopId);
    if (!without) throw new RefusedError('not-found', 'no pack of that workshop');
    await this.#endWork(({ work }) => work.hub === at.hub && work.workshopId === at.workshopId);
    if (hub.guest && without.packed.length === 0) return { left: true };
    if (!isMember(hub, at.workshopId)) {
      await downloads.remove((ref) => ref.hub === at.hub && ref.workshopId === at.workshopId);
    }
    await registry.put(without);
    await shelf.remove(at);
    return { left: false };
  }

  /** Ends what is done with packs of a hub, and forgets what came in them (rule S12). */
  async forgetHub(hub: string): Promise<void> {
    await this.#endWork(({ work }) => work.hub === hub);
    await this.#options.shelf.removeHub(hub);
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#jobs.close();
  }

  async #keepRows(pack: OpenedPack): Promise<boolean> {
    const { registry, shelf, guestName } = this.#options;
    const at = placeOf(pack);
    const stored = await shelf.keep(at, pack.head.snapshot, pack.file.pieces('snapshot.jsonl'));
    if (isMember(registry.get(at.hub), at.workshopId)) return false;
    const { slug } = pack.rows;
    const packed = { workshopId: at.workshopId, slug, rev: stored.signed.rev };
    return notePacked(registry, pack.head, packed, guestName);
  }

  async #describe(pack: OpenedPack, file: PackDescription['file']): Promise<PackDescription> {
    const { registry, cache } = this.#options;
    const { head, rows } = pack;
    const known = registry.get(head.hub.fingerprint);
    const held = new Map(
      (await cache.list())
        .filter(({ ref }) => ref.hub === head.hub.fingerprint)
        .map((one) => [one.ref.rendition.id, one.file.heldBytes()]),
    );
    const refs = await allowedRefs(this.#options, pack);
    return {
      file,
      hub: {
        fingerprint: head.hub.fingerprint,
        name: known?.name ?? head.hub.name,
        address: known?.address ?? head.hub.address,
        known: known ? (known.guest ? 'trusted' : 'joined') : 'unknown',
      },
      workshopId: head.snapshot.workshopId,
      title: rows.title,
      slug: rows.slug,
      rev: head.snapshot.rev,
      signed: head.snapshot.signed,
      recordings: refs.map(({ ref, title }) => ({
        recordingId: ref.recordingId,
        title,
        renditionId: ref.rendition.id,
        kind: ref.rendition.kind,
        bytes: ref.rendition.size,
        here: held.get(ref.rendition.id) ?? 0,
      })),
    };
  }

  /** Takes up again what was taken over and did not come to its end. */
  async #goOn(which: (work: PackWork) => boolean): Promise<void> {
    for (const kept of this.#jobs.list()) {
      const { work } = kept;
      if (work.what !== 'import' || !which(work) || this.#jobs.isRunning(work.packId)) continue;
      if (work.reason === 'file-gone' && !(await isThere(kept))) continue;
      const run = (job: Job): Promise<void> => importPack(this.#options, kept.path, job);
      await this.#jobs
        .begin(kept, run)
        .catch((error: unknown) => this.#options.log.warn(`pack: ${errorLine(error)}`));
    }
  }

  async #endWork(which: (kept: KeptWork) => boolean): Promise<void> {
    for (const { work } of this.#jobs.list().filter(which)) {
      await this.#jobs.stop(work.packId);
      await this.#jobs.dismiss(work.packId);
    }
  }
}

function newWork(what: PackWork['what'], { hub, workshopId }: AtHub, title: string, path: string): PackWork {
  const place = { packId: randomUUID(), what, hub, workshopId, title, fileName: basename(path) };
  return { ...place, state: 'running', done: 0, total: 0, reason: null, asOf: null, damaged: [] };
}

async function isThere({ path, work }: KeptWork): Promise<boolean> {
  const pack = await openPack(path).catch(() => null);
  await pack?.file.close();
  return pack !== null && placeOf(pack).hub === work.hub && placeOf(pack).workshopId === work.workshopId;
}
