import { RefusedError } from '#shared/contracts/refusals.ts';
import { chunkLength } from '#shared/recordings/chunks.ts';
import { RenditionFile } from '../RenditionFile.ts';

type Options = {
  /** The caller has the gate alone. */
  readonly alone: boolean;
  /** What is there already is verified before it counts. */
  readonly doubts: boolean;
  readonly onBytes: (bytes: number) => void;
  readonly isEnded: () => boolean;
};

/**
 * Copies the chunks that are here into a rendition's folder on another disk, but those that are there already;
 * each is verified on its way, and all are synced at the end. Throws `RefusedError('disk-full')`.
 */
export async function copyChunks(from: RenditionFile, folder: string, options: Options): Promise<void> {
  const { alone, doubts, onBytes, isEnded } = options;
  const to = await RenditionFile.open(folder, from.manifest);
  try {
    for (const index of from.manifest.chunks.keys()) {
      if (isEnded()) return;
      if (!from.has(index)) continue;
      const hash = from.manifest.chunks[index] ?? '';
      const isThere = doubts ? (await to.read(index)) !== null : to.has(index);
      if (!isThere) {
        const chunk = alone ? await from.readAlone(index) : await from.read(index);
        if (chunk && !(await to.write(index, { parts: [chunk], hash }))) {
          throw new RefusedError('damaged', `chunk ${index}`);
        }
      }
      onBytes(Math.min(1024 * 1024, from.manifest.size - index * 1024 * 1024));
    }
  } finally {
    await to.close();
  }
}

/** Bytes of the chunks that are here and that a rendition's folder does not have. */
export async function bytesToCopy(from: RenditionFile, folder: string): Promise<number> {
  const to = await RenditionFile.open(folder, from.manifest);
  try {
    const chunks = [...from.manifest.chunks.keys()].filter((index) => from.has(index) && !to.has(index));
    return chunks.reduce((sum, index) => sum + chunkLength(from.manifest, index), 0);
  } finally {
    await to.close();
  }
}
