import type { MediaGrant } from '#shared/contracts/ipc.ts';

/** What sync tells main about the recordings of one hub. Both reject with RefusedError. */
export type MediaKeeper = {
  /** All that the base of a hub holds now: this is served and kept, nothing else of it (rules D7, M8). */
  readonly allow: (hub: string, grants: readonly MediaGrant[]) => Promise<void>;
  /** The account may not have a recording any more (rule M8). */
  readonly forget: (hub: string, recordingId: string) => Promise<void>;
};
