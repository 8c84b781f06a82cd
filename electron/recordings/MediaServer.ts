import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { APP_ORIGIN } from '#shared/contracts/protocol.ts';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import { parseRange } from '#shared/recordings/chunks.ts';
import { sha256Hex } from '#shared/recordings/manifest.ts';
import { errorLine } from '../files/errors.ts';
import type { Log } from '../files/Log.ts';
import type { BlobCache } from './BlobCache.ts';
import { blobType } from './blobType.ts';
import type { BlobRef } from './HubMedia.ts';
import type { MediaCache } from './MediaCache.ts';
import type { MediaGrants } from './MediaGrants.ts';
import { MediaStreams } from './MediaStreams.ts';
import type { Rendition } from './Rendition.ts';

type Options = {
  readonly cache: MediaCache;
  readonly blobs: BlobCache;
  readonly grants: MediaGrants;
  readonly log: Log;
};

const common = {
  'access-control-allow-origin': APP_ORIGIN,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
};

/** Answers `lectern-media://media/…` (design rules M3, M5, D7). */
export class MediaServer {
  readonly #options: Options;
  readonly #streams: MediaStreams;

  constructor(options: Options) {
    this.#options = options;
    this.#streams = new MediaStreams(options.log);
    options.grants.watch(() => this.#streams.endWithdrawn());
  }

  async handle(request: Request): Promise<Response> {
    try {
      return await this.#answer(request);
    } catch (error) {
      this.#options.log.warn(`media: ${errorLine(error)}`);
      const refused = error instanceof RefusedError ? error : new RefusedError('hub-error');
      const init = { status: statusOf(refused.reason), headers: common };
      return Response.json(refused.toRefusal(), init);
    }
  }

  async #answer(request: Request): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      throw new RefusedError('not-allowed', request.method);
    }
    const origin = request.headers.get('origin');
    if (origin !== null && origin !== APP_ORIGIN) throw new RefusedError('wrong-origin', origin);
    const url = new URL(request.url);
    const [part, hub = '', workshopId = '', ...rest] = url.pathname.slice(1).split('/');
    const [recordingId, id] = part === 'photo' ? [null, rest[0]] : [rest[0] ?? '', rest[1]];
    if (url.hostname !== 'media' || !sha256Hex.safeParse(id).success) throw new RefusedError('not-found');
    if (part === 'rendition' && recordingId !== null) {
      const { grants } = this.#options;
      const find = (): RenditionRef | undefined => grants.find(hub, workshopId, recordingId, id ?? '');
      return this.#answerRendition(request, find);
    }
    if (part !== 'blob' && part !== 'photo') throw new RefusedError('not-found');
    return this.#answerBlob(request, { hub, workshopId, recordingId, hash: id ?? '' });
  }

  async #answerBlob(request: Request, ref: BlobRef): Promise<Response> {
    const { grants, blobs } = this.#options;
    if (!grants.names(ref)) throw new RefusedError('not-allowed', 'the base does not name this blob');
    const blob = await blobs.read(ref);
    if (!grants.names(ref)) {
      if (!grants.namesAnywhere(ref.hash)) await blobs.remove(ref.hash);
      throw new RefusedError('not-allowed', 'withdrawn while it was read');
    }
    const headers = { ...common, 'content-type': blobType(blob), 'content-length': String(blob.length) };
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(blob), { headers });
  }

  async #answerRendition(request: Request, find: () => RenditionRef | undefined): Promise<Response> {
    const { cache, grants } = this.#options;
    const ref = find();
    if (!ref) throw new RefusedError('not-allowed', 'the base does not hold this rendition');
    const rendition = await cache.rendition(ref);
    if (!find()) {
      if (!grants.holds(ref)) await cache.remove((one) => isSame(one, ref));
      throw new RefusedError('not-allowed', 'withdrawn while it was opened');
    }
    grants.wantBlobs(ref);
    return this.#serve(request, rendition, () => find() !== undefined);
  }

  #serve(request: Request, rendition: Rendition, isGranted: () => boolean): Response {
    const { size, type } = rendition.manifest;
    const asked = parseRange(request.headers.get('range'), size);
    if (asked.kind === 'unsatisfiable') {
      return new Response(null, { status: 416, headers: { ...common, 'content-range': `bytes */${size}` } });
    }
    const { start, end } = asked.kind === 'range' ? asked.range : { start: 0, end: size - 1 };
    const headers: Record<string, string> = {
      ...common,
      'accept-ranges': 'bytes',
      'content-type': type,
      'content-length': String(end - start + 1),
    };
    if (asked.kind === 'range') headers['content-range'] = `bytes ${start}-${end}/${size}`;
    const body = request.method === 'HEAD' ? null : this.#streams.open(rendition, { start, end }, isGranted);
    return new Response(body, { status: asked.kind === 'range' ? 206 : 200, headers });
  }
}

function isSame(a: RenditionRef, b: RenditionRef): boolean {
  return a.hub === b.hub && a.rendition.id === b.rendition.id;
}

function statusOf(reason: RefusalReason): number {
  if (reason === 'not-allowed' || reason === 'wrong-origin' || reason === 'not-released') return 403;
  if (reason === 'not-found') return 404;
  return reason === 'hub-unreachable' || reason === 'not-joined' ? 503 : 502;
}
