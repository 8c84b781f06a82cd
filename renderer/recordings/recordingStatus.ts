import { assertNever } from '#shared/assertNever.ts';
import type { DownloadState } from '#shared/contracts/ipcDownloads.ts';
import type { RefusalReason } from '#shared/contracts/refusals.ts';
import { momentStart } from '#shared/program/momentTime.ts';
import type { Recording, RecordingContents } from '#shared/recordings/recording.ts';

/** Where a recording stands for this reader, on this computer. `part`: 0 to 1. */
export type RecordingStatus =
  | { readonly kind: 'embargoed'; readonly opens: number | null }
  | { readonly kind: 'opening' }
  | { readonly kind: 'away'; readonly size: number }
  | { readonly kind: 'partial'; readonly part: number; readonly size: number }
  | { readonly kind: 'queued' }
  | { readonly kind: 'paused'; readonly part: number }
  | { readonly kind: 'waiting'; readonly on: 'hub' | 'hours'; readonly part: number }
  | { readonly kind: 'running'; readonly part: number }
  | { readonly kind: 'here' }
  | { readonly kind: 'failed'; readonly reason: RefusalReason; readonly size: number };

/**
 * `now` is the program's clock, ms since the epoch. Only the hub's word opens a recording (rule S4):
 * after its release and before that word it is "opening". `zone` is the workshop's,
 * `size` that of the rendition that `download` is of, in bytes.
 */
export function recordingStatus(
  recording: Recording,
  contents: RecordingContents | null,
  download: DownloadState | undefined,
  now: number,
  zone: string | null,
  size: number = recording.size,
): RecordingStatus {
  const opens = momentStart(recording.release, zone);
  if (!contents?.released) {
    return opens !== null && opens <= now ? { kind: 'opening' } : { kind: 'embargoed', opens };
  }
  return downloadStatus(download ?? { state: 'absent' }, size);
}

function downloadStatus(download: DownloadState, size: number): RecordingStatus {
  switch (download.state) {
    case 'absent':
      return { kind: 'away', size };
    case 'partial':
      return { kind: 'partial', part: download.bytes / size, size };
    case 'paused':
      return { kind: 'paused', part: download.bytes / size };
    case 'waiting':
      return { kind: 'waiting', on: download.on, part: download.bytes / size };
    case 'queued':
      return { kind: 'queued' };
    case 'running':
      return { kind: 'running', part: download.bytes / size };
    case 'complete':
      return { kind: 'here' };
    case 'failed':
      return { kind: 'failed', reason: download.reason, size };
    default:
      return assertNever(download);
  }
}
