import { RefusedError } from '#shared/contracts/refusals.ts';
import { type DiskSpace, fits, type Margin } from './freeSpace.ts';
import type { Rendition } from './Rendition.ts';

export type DownloadOptions = {
  /** Requests at a time. Each asks for one chunk, so that a crash costs no more than one chunk of each. */
  readonly connections: number;
  readonly margin: Margin;
  readonly space: () => Promise<DiskSpace>;
  readonly signal: AbortSignal;
  readonly onChunk: () => void;
  /** Every chunk is here, verified; the last of them are still on their way from memory to the disk. */
  readonly onWhole: () => void;
};

/** Every so many chunks the disk is looked at. */
const LOOK = 32;

/**
 * Fetches what is missing of a rendition, in order (design rule M4), and resolves when all of it is kept. A
 * stop leaves the chunks in flight to end. Throws `RefusedError`: `disk-full`, `damaged`, or what the hub says.
 */
export async function downloadRendition(rendition: Rendition, options: DownloadOptions): Promise<void> {
  const { file } = rendition;
  const queue = [...file.missing()];
  let failed = false;
  const ensureSpace = async (bytes: number): Promise<void> => {
    if (!fits(await options.space(), bytes, options.margin)) throw new RefusedError('disk-full');
  };
  const work = async (): Promise<void> => {
    for (;;) {
      await rendition.calm();
      if (failed || options.signal.aborted) return;
      const index = queue.shift();
      if (index === undefined) return;
      if (file.has(index)) continue;
      await rendition.fetch(index);
      if (!file.has(index)) throw new RefusedError('disk-full');
      options.onChunk();
      if (index % LOOK === 0) await ensureSpace(0);
    }
  };
  await ensureSpace(file.manifest.size - file.heldBytes());
  const workers = Array.from({ length: options.connections }, () =>
    work().catch((error: unknown) => {
      failed = true;
      throw error;
    }),
  );
  const ended = await Promise.allSettled(workers);
  if (file.missing().length === 0) options.onWhole();
  await file.keep();
  for (const worker of ended) if (worker.status === 'rejected') throw worker.reason;
}
