import { join } from 'node:path';
import type { Span } from '../../../live/takes/SegmentSpans.ts';
import type { SegmentRow, TakeRow, TakeRows } from '../../../live/takes/TakeRows.ts';
import type { Store } from '../../../store/Store.ts';
import { lastSecond } from '../media/lastSecond.ts';
import type { TakenSpan, TakeTimeline } from './takeTimeline.ts';

/** A part that is shorter, in ms, is left out. */
const SHORTEST = 40;

/** What of a segment can be read: a file that was cut off ends where its last whole packet does. */
async function spansOf(
  folder: string,
  segment: SegmentRow,
  ended: number,
  signal: AbortSignal,
): Promise<TakenSpan[]> {
  const file = join(folder, segment.path);
  const last = await lastSecond(file, null, signal);
  const { accountId, name, source } = segment;
  return segment.spans.flatMap(({ from, to, second }: Span, index) => {
    const next = segment.spans[index + 1];
    const until = Math.min(
      to ?? next?.from ?? Number.POSITIVE_INFINITY,
      from + (last - second) * 1000,
      ended,
    );
    if (until - from < SHORTEST) return [];
    return [{ accountId, name, source, file, from, to: until, second }];
  });
}

/** All that was recorded of a session until now, of which the files can be read. `folder`: of all takes. */
export async function readTakes(
  { rows, store, folder }: { readonly rows: TakeRows; readonly store: Store; readonly folder: string },
  { workshopId, sessionId }: Pick<TakeRow, 'workshopId' | 'sessionId'>,
  signal: AbortSignal,
): Promise<TakeTimeline> {
  const takes = await rows.ended(sessionId);
  const spans: TakenSpan[] = [];
  const events: TakeTimeline['events'][number][] = [];
  for (const { id, ended } of takes) {
    for (const segment of await rows.segments(id)) {
      spans.push(...(await spansOf(folder, segment, ended ?? Number.POSITIVE_INFINITY, signal)));
    }
    events.push(...(await rows.events(id)));
  }
  const recordings = await store.rows(workshopId, 'recording');
  return {
    spans,
    events,
    ends: takes.map(({ ended }) => ended ?? 0),
    lengths: new Map(recordings.map(({ id, data }) => [id, data.duration])),
  };
}
