import type { DownloadState, RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import type { Row } from '#shared/sync/rows.ts';
import { type RenditionKind, renditionOf } from '../useRecordingActs.ts';

/** A recording that a set may have. */
export type SetMember = {
  readonly hub: string;
  readonly recording: Row<'recording'> | null;
  readonly contents: Row<'recordingContents'> | null;
};

/** The renditions of a set that may be downloaded: open, not withdrawn, and let be kept by the organizers. */
export function refsOfSet(members: readonly SetMember[], kind: RenditionKind): readonly RenditionRef[] {
  return members.flatMap(({ hub, recording, contents }) => {
    if (!contents?.data.released || contents.data.withdrawn) return [];
    if (!recording || recording.data.withdrawn || !recording.data.mayBeKept) return [];
    return renditionOf(hub, contents, kind) ?? [];
  });
}

/** Whether a rendition, video or sound, is one that a set may have. */
export function isInSet(members: readonly SetMember[], { hub, rendition }: RenditionRef): boolean {
  return members.some(
    (member) =>
      member.hub === hub &&
      refsOfSet([member], rendition.kind).some((ref) => ref.rendition.id === rendition.id),
  );
}

/** True where a set has sound of its own to choose. */
export function hasAudio(members: readonly SetMember[]): boolean {
  return refsOfSet(members, 'audio').some(({ rendition }) => rendition.kind === 'audio');
}

export type SetState =
  | { readonly kind: 'empty' }
  | { readonly kind: 'here' }
  | { readonly kind: 'coming' }
  /** What is neither here nor on its way. `size`: bytes that are still to come. */
  | { readonly kind: 'missing'; readonly refs: readonly RenditionRef[]; readonly size: number };

const missing: readonly DownloadState['state'][] = ['absent', 'partial', 'failed'];

/** Where a set stands, by the state of each of its renditions in the same order. */
export function setState(refs: readonly RenditionRef[], states: readonly DownloadState[]): SetState {
  if (refs.length === 0) return { kind: 'empty' };
  const isMissing = (index: number) => missing.includes(states[index]?.state ?? 'absent');
  const left = refs.filter((_, index) => isMissing(index));
  if (left.length === 0) {
    return { kind: states.every(({ state }) => state === 'complete') ? 'here' : 'coming' };
  }
  const size = refs.reduce((sum, { rendition }, index) => {
    const state = states[index];
    if (!isMissing(index)) return sum;
    return sum + rendition.size - (state && 'bytes' in state ? state.bytes : 0);
  }, 0);
  return { kind: 'missing', refs: left, size };
}
