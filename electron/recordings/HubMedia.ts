import type { IncomingMessage } from 'node:http';
import { httpBytes, httpPath } from '#shared/contracts/http.ts';
import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { ByteRange } from '#shared/recordings/chunks.ts';
import type { SignedManifest } from '#shared/recordings/manifest.ts';
import type { HubClient } from '../hub/hubClient.ts';
import type { HubRegistry } from '../people/HubRegistry.ts';
import type { Tokens } from '../people/Tokens.ts';
import { assertAnswersRange } from './assertAnswersRange.ts';
import { Flow } from './Flow.ts';
import { type HashedBytes, readHashed } from './readHashed.ts';

/** What a recording names by hash, or, where `recordingId` is `null`, a public row: a person's photo. */
export type BlobRef = {
  readonly hub: string;
  readonly workshopId: string;
  readonly recordingId: string | null;
  readonly hash: string;
};

type Options = {
  readonly client: HubClient;
  readonly registry: HubRegistry;
  readonly tokens: Tokens;
  /** Milliseconds without a byte after which a transfer counts as broken. */
  readonly stall: number;
};

type Transfer = { readonly flow?: Flow; readonly signal?: AbortSignal };
type Asked = { readonly hub: string; readonly path: string; readonly range: string | null };

const LARGEST_BLOB = 64 * 1024 * 1024;

/**
 * The files of hubs, as the account of each hub may read them. Nothing here is verified yet. Of a hub that is
 * known from packs alone everything is refused as `not-joined`.
 */
export class HubMedia {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  publicKey(hub: string): string {
    return this.#options.registry.getOrThrow(hub).publicKey;
  }

  async manifest(ref: RenditionRef): Promise<SignedManifest> {
    return this.#signedIn(ref.hub, async (address, token) => {
      const params = paramsOf(ref);
      return (await this.#options.client.request(address, 'manifest', { params, token })).reply;
    });
  }

  /**
   * The bytes of one range, by an answer that was checked to be that range. Rejects with the signal's reason
   * where that ends it; nothing goes on then.
   */
  async range(
    ref: RenditionRef,
    range: ByteRange,
    size: number,
    transfer: Transfer = {},
  ): Promise<HashedBytes> {
    const path = httpPath(httpBytes.rendition, paramsOf(ref));
    const asked = { hub: ref.hub, path, range: `bytes=${range.start}-${range.end}` };
    return this.#read(asked, transfer, (answer, onBytes) => {
      assertAnswersRange(answer, range, size);
      return readHashed(answer, range.end - range.start + 1, onBytes);
    });
  }

  /** A whole blob. Throws `RefusedError('too-large')` where it is none that a page could show. */
  async blob({ hub, workshopId, recordingId, hash }: BlobRef): Promise<HashedBytes> {
    const path =
      recordingId === null
        ? httpPath(httpBytes.photo, { workshopId, hash })
        : httpPath(httpBytes.blob, { workshopId, recordingId, hash });
    return this.#read({ hub, path, range: null }, {}, (answer, onBytes) => {
      const length = Number(answer.headers['content-length'] ?? Number.NaN);
      if (!(length <= LARGEST_BLOB)) throw new RefusedError('too-large', `a blob of ${length} bytes`);
      return readHashed(answer, length, onBytes);
    });
  }

  async #read(
    { hub, path, range }: Asked,
    { flow = new Flow(), signal }: Transfer,
    read: (answer: IncomingMessage, onBytes: (bytes: number) => void) => Promise<HashedBytes>,
  ): Promise<HashedBytes> {
    return this.#signedIn(hub, async (address, token) => {
      signal?.throwIfAborted();
      const ended = new AbortController();
      const end = (): void => ended.abort(signal?.reason);
      signal?.addEventListener('abort', end, { once: true });
      const timer = setTimeout(() => {
        if (flow.paused) timer.refresh();
        else ended.abort(new Error('no bytes came'));
      }, this.#options.stall);
      const options = { token, signal: ended.signal, ...(range === null ? {} : { range }) };
      let answer: IncomingMessage | null = null;
      try {
        answer = await this.#options.client.bytes(address, path, options);
        flow.carry(answer);
        return await read(answer, (bytes) => {
          timer.refresh();
          flow.received += bytes;
        });
      } catch (error) {
        answer?.destroy();
        signal?.throwIfAborted();
        throw error;
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
      }
    });
  }

  /** Runs a request, once more with a new token where the hub calls the first one expired. */
  async #signedIn<T>(hub: string, run: (address: string, token: string) => Promise<T>): Promise<T> {
    const { registry, tokens } = this.#options;
    const { address, guest } = registry.getOrThrow(hub);
    if (guest) throw new RefusedError('not-joined', 'known from a pack alone');
    try {
      return await run(address, (await tokens.access(hub)).token);
    } catch (error) {
      if (!(error instanceof RefusedError) || error.reason !== 'token-expired') throw error;
      return run(address, (await tokens.access(hub, true)).token);
    }
  }
}

function paramsOf(ref: RenditionRef): Record<string, string> {
  return { workshopId: ref.workshopId, recordingId: ref.recordingId, renditionId: ref.rendition.id };
}
