import { momentEnd, momentTime } from '#shared/program/momentTime.ts';
import type { Row } from '#shared/sync/rows.ts';

/**
 * The announcements that have not expired, newest first; one without a day comes last. `now`: the
 * program's clock (ms since the epoch); `zone`: the workshop's, in which a day of expiry ends.
 */
export function announcementsShown(
  rows: readonly Row<'announcement'>[],
  now: number,
  zone: string | null,
): readonly Row<'announcement'>[] {
  return rows
    .filter(({ data }) => !data.expired && (momentEnd(data.expires, zone) ?? Infinity) > now)
    .sort((a, b) => (momentTime(b.data.when) ?? 0) - (momentTime(a.data.when) ?? 0));
}
