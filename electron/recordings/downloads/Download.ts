import { assertNever } from '#shared/assertNever.ts';
import type { DownloadState, RenditionAtHub, RenditionRef } from '#shared/contracts/ipcDownloads.ts';
import type { RefusalReason } from '#shared/contracts/refusals.ts';
import { Speed } from './Speed.ts';

/** `waiting`: for the hub. Whether the whole queue is held, by the person or the hours, is not an item's. */
export type Phase =
  | { readonly kind: 'queued' }
  | { readonly kind: 'running' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'failed'; readonly reason: RefusalReason }
  | { readonly kind: 'done' };

/** What holds the whole queue; `null` where nothing does. */
export type Hold = 'paused' | 'hours' | null;

/** A rendition that is wanted. */
export type Download = {
  readonly ref: RenditionRef;
  /** What its workshop is called, where that is known. */
  readonly workshop: string | null;
  phase: Phase;
  /** Failures in a row, for the pauses between tries. */
  attempts: number;
  /** Verified ones that are here. */
  bytes: number;
  /** Those of its chunks that are on their way. */
  arriving: () => number;
  /** Of both, when the speed was last measured: what a run tells, which never goes back. */
  measured: number;
  readonly speed: Speed;
  /** Ends the run that is under way. */
  stop: AbortController;
  /** The run; it goes on for a moment after it was stopped. */
  task: Promise<void> | null;
  /** Calls off the next try. */
  callOff: (() => void) | null;
  /** Its chunks are being deleted. */
  deleted: boolean;
};

export function newDownload(
  ref: RenditionRef,
  phase: Phase,
  bytes: number,
  workshop: string | null,
): Download {
  return {
    ref,
    workshop,
    phase,
    attempts: 0,
    bytes,
    arriving: () => 0,
    measured: bytes,
    speed: new Speed(),
    stop: new AbortController(),
    task: null,
    callOff: null,
    deleted: false,
  };
}

/** A rendition's id alone names a video, which several hubs may have. */
export function keyOf({ hub, rendition }: RenditionRef): string {
  return `${hub} ${rendition.id}`;
}

export function keyAt({ hub, renditionId }: RenditionAtHub): string {
  return `${hub} ${renditionId}`;
}

/** Chunks that are still arriving count while it runs: a slow network takes seconds for each. */
export function measure(item: Download, now: number): void {
  const came = Math.min(item.ref.rendition.size, item.bytes + item.arriving());
  if (came <= item.measured) return;
  item.speed.add(came - item.measured, now);
  item.measured = came;
}

/** What the window is told of a download. `now`: ms since the epoch. */
export function stateOf({ phase, bytes, measured, speed }: Download, hold: Hold, now: number): DownloadState {
  switch (phase.kind) {
    case 'done':
      return { state: 'complete' };
    case 'failed':
      return { state: 'failed', bytes, reason: phase.reason };
    case 'paused':
      return { state: 'paused', bytes };
    case 'running':
      return { state: 'running', bytes: Math.max(bytes, measured), perSecond: speed.perSecond(now) };
    case 'waiting':
    case 'queued':
      if (hold === 'paused') return { state: 'paused', bytes };
      if (hold === 'hours') return { state: 'waiting', bytes, on: 'hours' };
      return phase.kind === 'queued' ? { state: 'queued', bytes } : { state: 'waiting', bytes, on: 'hub' };
    default:
      return assertNever(phase);
  }
}
