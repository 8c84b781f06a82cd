import { type RefusalReason, RefusedError } from '#shared/contracts/refusals.ts';
import { chunkLength } from '#shared/recordings/chunks.ts';
import type { Rendition } from '../Rendition.ts';
import type { Connections } from './Connections.ts';
import type { Room } from './Room.ts';
import type { TokenBucket } from './TokenBucket.ts';

export type FetchOptions = {
  /** Requests at a time of this download. Each asks for one chunk, so that a crash costs no more than one of each. */
  readonly workers: number;
  readonly connections: Connections;
  readonly limit: TokenBucket;
  readonly room: Room;
  /** Ends the download; what is on its way still comes in. */
  readonly signal: AbortSignal;
  /** The app ends: what is on its way is given up too. */
  readonly quit: AbortSignal;
  readonly whyNotKept: () => Promise<RefusalReason>;
  /** A chunk is here, verified: so many bytes of it. */
  readonly onChunk: (bytes: number) => void;
  /** Every chunk is here, verified; the last of them are still on their way from memory to the disk. */
  readonly onWhole: () => void;
};

/** Every so many chunks the disk is looked at. */
const LOOK = 32;

/**
 * Fetches what is missing of a rendition, in order (design rule M4), and resolves when all of it is kept, or
 * when it was stopped. Throws `RefusedError` (`disk-full`, `damaged`, or what the hub says) or the disk's error.
 */
export async function fetchMissing(rendition: Rendition, options: FetchOptions): Promise<void> {
  const { file } = rendition;
  const { connections, limit, room, signal } = options;
  const queue = [...file.missing()];
  let failed = false;
  const fetchOne = async (index: number): Promise<void> => {
    if (failed || signal.aborted || file.has(index)) return;
    await rendition.fetch(index, { priority: 'download', signal: options.quit });
    if (!file.has(index)) throw new RefusedError(await options.whyNotKept());
    options.onChunk(chunkLength(file.manifest, index));
    if (index % LOOK === 0) await room.make(0);
  };
  const work = async (): Promise<void> => {
    for (;;) {
      await calmOrEnded(rendition, signal);
      if (failed || signal.aborted) return;
      const index = queue.shift();
      if (index === undefined) return;
      if (file.has(index)) continue;
      await limit.take(chunkLength(file.manifest, index), signal);
      await connections.use(() => fetchOne(index));
    }
  };
  await room.make(file.manifest.size - file.heldBytes());
  const workers = Array.from({ length: options.workers }, () =>
    work().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  const ended = await Promise.allSettled(workers);
  const whole = file.missing().length === 0;
  if (whole) options.onWhole();
  await file.keep();
  if (whole) return;
  for (const worker of ended) if (worker.status === 'rejected') throw worker.reason;
}

/** A player may wait for long where the hub does not answer: who stops the download does not. */
function calmOrEnded(rendition: Rendition, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (): void => resolve();
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    rendition
      .calm()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', end));
  });
}
