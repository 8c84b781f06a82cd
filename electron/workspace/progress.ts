import type { DownloadState, RenditionRef } from '#shared/contracts/ipcDownloads.ts';

/** One download of a batch. `bytes`: verified ones that are here. */
type Part = {
  readonly workshopId: string;
  readonly hub: string;
  readonly bytes: number;
  readonly size: number;
  readonly state: DownloadState['state'];
};

/** What was wanted since nothing was, by rendition: its complete ones still count, so that the bar only grows. */
export type Batch = ReadonlyMap<string, Part>;
export const emptyBatch: Batch = new Map();

export type BarProgress =
  | { readonly mode: 'none' }
  /** `part`: 0 to 1. */
  | { readonly mode: 'normal' | 'paused' | 'error'; readonly part: number };

/** A workshop of which everything that was wanted is here. */
export type Finished = { readonly hub: string; readonly workshopId: string; readonly count: number };

const active: readonly DownloadState['state'][] = ['queued', 'running', 'waiting'];
const open: readonly DownloadState['state'][] = [...active, 'paused', 'failed'];

/** The batch after a download changed. What is complete or gone without having been wanted is none of it. */
export function nextBatch(batch: Batch, ref: RenditionRef, download: DownloadState): Batch {
  const key = `${ref.hub} ${ref.rendition.id}`;
  const before = batch.get(key);
  const next = new Map(batch);
  if (download.state === 'absent' || download.state === 'partial') next.delete(key);
  else if (open.includes(download.state) || before) next.set(key, partOf(ref, download));
  const isOver = [...next.values()].every(({ state }) => state === 'complete');
  return isOver ? emptyBatch : next;
}

/** The workshop that this change completed; `null` where it completed none. */
export function finishedBy(before: Batch, ref: RenditionRef, download: DownloadState): Finished | null {
  const was = before.get(`${ref.hub} ${ref.rendition.id}`);
  if (download.state !== 'complete' || !was || was.state === 'complete') return null;
  const { hub, workshopId } = ref;
  const ofWorkshop = [...before.values()].filter(
    (part) => part.hub === hub && part.workshopId === workshopId,
  );
  const left = ofWorkshop.filter((part) => part !== was && part.state !== 'complete');
  return left.length > 0 ? null : { hub, workshopId, count: ofWorkshop.length };
}

/** What the dock or the taskbar shows of a batch. */
export function barProgress(batch: Batch): BarProgress {
  const parts = [...batch.values()];
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (size === 0) return { mode: 'none' };
  const part = Math.min(1, parts.reduce((sum, { bytes }) => sum + bytes, 0) / size);
  if (parts.some(({ state }) => active.includes(state))) return { mode: 'normal', part };
  return { mode: parts.some(({ state }) => state === 'failed') ? 'error' : 'paused', part };
}

function partOf({ hub, workshopId, rendition }: RenditionRef, download: DownloadState): Part {
  const { size } = rendition;
  const bytes = 'bytes' in download ? download.bytes : size;
  return { hub, workshopId, bytes, size, state: download.state };
}
