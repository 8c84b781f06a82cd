import type { MarkEntry } from '#renderer/sync/database.ts';
import { idOf, workshopId } from '#tests/renderer/search/rows.ts';

/** A note at a second of recording 800. */
export const mark = (n: number, more: Partial<MarkEntry> = {}): MarkEntry => ({
  markId: idOf(700 + n),
  workshopId,
  recordingId: idOf(800),
  kind: 'note',
  second: n,
  text: `Sample note ${n}`,
  at: n,
  ...more,
});
