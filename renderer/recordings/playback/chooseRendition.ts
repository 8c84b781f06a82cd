import type { DownloadState } from '#shared/contracts/ipcDownloads.ts';
import type { RecordingRendition } from '#shared/recordings/recording.ts';

export type RenditionChoice = {
  readonly rendition: RecordingRendition;
  /** `asked`: the person wants audio only. `here`: only the audio is on this computer, and the hub is away. */
  readonly why: 'usual' | 'asked' | 'here';
};

type Known = {
  readonly renditions: readonly RecordingRendition[];
  readonly audioOnly: boolean;
  readonly offline: boolean;
  /** How much of a rendition is on this computer. */
  readonly held: (rendition: RecordingRendition) => DownloadState | undefined;
};

const isWhole = (state: DownloadState | undefined) => state?.state === 'complete';
const isThere = (state: DownloadState | undefined) =>
  isWhole(state) || (state !== undefined && 'bytes' in state && state.bytes > 0);

/** What is played. Nothing of the video here and no hub in reach: the audio, where that is here. */
export function chooseRendition({ renditions, audioOnly, offline, held }: Known): RenditionChoice | null {
  const video = renditions.find(({ kind }) => kind === 'video');
  const audio = renditions.find(({ kind }) => kind === 'audio');
  if (audio && audioOnly) return { rendition: audio, why: 'asked' };
  if (audio && video && offline && isWhole(held(audio)) && !isThere(held(video))) {
    return { rendition: audio, why: 'here' };
  }
  const usual = video ?? audio ?? renditions[0];
  return usual ? { rendition: usual, why: 'usual' } : null;
}
