import { APP_ORIGIN } from '#shared/contracts/protocol.ts';
import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import { type ByteRange, chunkRange, chunksOf, parseRange } from '#shared/recordings/chunks.ts';
import { sha256Hex } from '#shared/recordings/manifest.ts';
import { errorLine } from '../files/errors.ts';
import type { Log } from '../files/Log.ts';
import type { BlobCache } from './BlobCache.ts';
import { blobType } from './blobType.ts';
import type { MediaCache } from './MediaCache.ts';
import type { MediaGrants } from './MediaGrants.ts';
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

  constructor(options: Options) {
    this.#options = options;
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
    const [part, hub = '', workshopId = '', recordingId = '', id = ''] = url.pathname.slice(1).split('/');
    if (url.hostname !== 'media' || !sha256Hex.safeParse(id).success) throw new RefusedError('not-found');
    const { grants, cache, blobs } = this.#options;
    if (part === 'rendition') {
      const ref = grants.find(hub, workshopId, recordingId, id);
      if (!ref) throw new RefusedError('not-allowed', 'the base does not hold this rendition');
      const isGranted = (): boolean => grants.find(hub, workshopId, recordingId, id) !== undefined;
      return this.#serve(request, await cache.rendition(ref), isGranted);
    }
    if (part !== 'blob') throw new RefusedError('not-found');
    const ref = { hub, workshopId, recordingId, hash: id };
    if (!grants.names(ref)) throw new RefusedError('not-allowed', 'the base does not name this blob');
    const blob = await blobs.read(ref);
    if (!grants.names(ref)) {
      if (!grants.namesAnywhere(id)) await blobs.remove(id);
      throw new RefusedError('not-allowed', 'withdrawn while it was read');
    }
    const headers = { ...common, 'content-type': blobType(blob), 'content-length': String(blob.length) };
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(blob), { headers });
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
    const body = request.method === 'HEAD' ? null : this.#stream(rendition, { start, end }, isGranted);
    return new Response(body, { status: asked.kind === 'range' ? 206 : 200, headers });
  }

  /** One verified chunk per pull, as long as it is granted; an error ends the stream, never other bytes. */
  #stream(
    rendition: Rendition,
    { start, end }: ByteRange,
    isGranted: () => boolean,
  ): ReadableStream<Uint8Array> {
    const { first, last } = chunksOf({ start, end });
    let index = first;
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          try {
            const chunk = await rendition.chunk(index);
            if (!isGranted()) throw new RefusedError('not-allowed', 'withdrawn while it played');
            const offset = chunkRange(rendition.manifest, index).start;
            controller.enqueue(
              new Uint8Array(
                chunk.subarray(Math.max(0, start - offset), Math.min(chunk.length, end + 1 - offset)),
              ),
            );
            index += 1;
            if (index > last) controller.close();
          } catch (error) {
            this.#options.log.warn(`media: chunk ${index}: ${errorLine(error)}`);
            controller.error(error);
          }
        },
      },
      { highWaterMark: 0 },
    );
  }
}

function statusOf(reason: RefusalReason): number {
  if (reason === 'not-allowed' || reason === 'wrong-origin' || reason === 'not-released') return 403;
  if (reason === 'not-found') return 404;
  return reason === 'hub-unreachable' ? 503 : 502;
}
