import type { IpcRequest, MediaGrant } from '#shared/contracts/ipc.ts';

export type MediaHint = IpcRequest<'media.hints'>['hints'][number];

/** What sync tells main about the recordings of one hub. Both reject with RefusedError. */
export type MediaKeeper = {
  /** All that the base of a hub holds now: this is served and kept, nothing else of it (rules D7, M8). */
  readonly allow: (
    hub: string,
    grants: readonly MediaGrant[],
    photos: readonly { readonly workshopId: string; readonly hash: string }[],
  ) => Promise<void>;
  /** What of the hub's recordings the person wants to have longest (rule M6); what is not named is neither. */
  readonly hint: (hub: string, hints: readonly MediaHint[]) => Promise<void>;
  /** The account may not have a recording any more (rule M8). */
  readonly forget: (hub: string, recordingId: string) => Promise<void>;
};
