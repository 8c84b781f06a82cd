import type { DownloadSettings } from '#shared/contracts/ipcDownloads.ts';

/**
 * Whether a time is within the hours of this computer's day in which is downloaded: from `from` on, before
 * `to`, over midnight where `to` is earlier. Equal ends are the whole day. `now`: ms since the epoch.
 */
export function isWithinHours(hours: DownloadSettings['hours'], now: number): boolean {
  if (hours === null || hours.from === hours.to) return true;
  const at = new Date(now);
  const minute = at.getHours() * 60 + at.getMinutes();
  const { from, to } = hours;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}
