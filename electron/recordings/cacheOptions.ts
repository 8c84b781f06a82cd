import type { RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import type { RefusalReason } from '#shared/contracts/refusals.ts';
import type { RenditionParts } from './Rendition.ts';

/** Who rules over the cache: what there is room for, what may be kept, and who is told what. */
export type CacheKeeper = Pick<RenditionParts, 'room' | 'onHeld' | 'onServed'> & {
  readonly mayKeep: (ref: RenditionRef) => boolean;
  readonly onTrouble: (reason: RefusalReason) => void;
};

export const freeForAll: CacheKeeper = {
  room: async () => true,
  onHeld: () => undefined,
  onServed: () => undefined,
  mayKeep: () => true,
  onTrouble: () => undefined,
};

export type CacheOptions = Pick<RenditionParts, 'clock' | 'readAhead' | 'playRetries'> & {
  /** Requests at a time to one hub, for all of its renditions. */
  readonly connections: number;
  /** What the folder's marker has to say; `null` for a folder that is made where it is missing. */
  readonly folderId: string | null;
};

export const usual: CacheOptions = {
  clock: Date.now,
  readAhead: { bytes: 24 * 1024 * 1024, rest: 120_000, after: 4 },
  playRetries: [300, 1000],
  connections: 4,
  folderId: null,
};
