import type { IncomingMessage } from 'node:http';
import { httpBytes, httpPath } from '#shared/contracts/http.ts';
import type { RenditionRef } from '#shared/contracts/ipc.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { ByteRange } from '#shared/recordings/chunks.ts';
import type { SignedManifest } from '#shared/recordings/manifest.ts';
import type { HubClient } from '../hub/hubClient.ts';
import type { HubRegistry } from '../people/HubRegistry.ts';
import type { Tokens } from '../people/Tokens.ts';
import { assertAnswersRange } from './assertAnswersRange.ts';
import { type HashedBytes, readHashed } from './readHashed.ts';

export type BlobRef = {
  readonly hub: string;
  readonly workshopId: string;
  readonly recordingId: string;
  readonly hash: string;
};

type Options = {
  readonly client: HubClient;
  readonly registry: HubRegistry;
  readonly tokens: Tokens;
  /** Milliseconds without a byte after which a transfer counts as broken. */
  readonly stall: number;
};

const LARGEST_BLOB = 64 * 1024 * 1024;

/** The files of hubs, as the account of each hub may read them. Nothing here is verified yet. */
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

  /** The bytes of one range, by an answer that was checked to be that range. */
  async range(ref: RenditionRef, range: ByteRange, size: number): Promise<HashedBytes> {
    const path = httpPath(httpBytes.rendition, paramsOf(ref));
    return this.#read(ref.hub, path, `bytes=${range.start}-${range.end}`, (answer, onBytes) => {
      assertAnswersRange(answer, range, size);
      return readHashed(answer, range.end - range.start + 1, onBytes);
    });
  }

  /** A whole blob. Throws `RefusedError('too-large')` where it is none that a page could show. */
  async blob({ hub, workshopId, recordingId, hash }: BlobRef): Promise<HashedBytes> {
    const path = httpPath(httpBytes.blob, { workshopId, recordingId, hash });
    return this.#read(hub, path, null, (answer, onBytes) => {
      const length = Number(answer.headers['content-length'] ?? Number.NaN);
      if (!(length <= LARGEST_BLOB)) throw new RefusedError('too-large', `a blob of ${length} bytes`);
      return readHashed(answer, length, onBytes);
    });
  }

  async #read(
    hub: string,
    path: string,
    range: string | null,
    read: (answer: IncomingMessage, onBytes: () => void) => Promise<HashedBytes>,
  ): Promise<HashedBytes> {
    return this.#signedIn(hub, async (address, token) => {
      const stalled = new AbortController();
      const timer = setTimeout(() => stalled.abort(new Error('no bytes came')), this.#options.stall);
      const options = { token, signal: stalled.signal, ...(range === null ? {} : { range }) };
      let answer: IncomingMessage | null = null;
      try {
        answer = await this.#options.client.bytes(address, path, options);
        return await read(answer, () => timer.refresh());
      } catch (error) {
        answer?.destroy();
        throw error;
      } finally {
        clearTimeout(timer);
      }
    });
  }

  /** Runs a request, once more with a new token where the hub calls the first one expired. */
  async #signedIn<T>(hub: string, run: (address: string, token: string) => Promise<T>): Promise<T> {
    const { registry, tokens } = this.#options;
    const { address } = registry.getOrThrow(hub);
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
