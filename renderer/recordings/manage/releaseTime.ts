import type { Moment } from '#shared/program/moment.ts';
import { dayZone, momentStart } from '#shared/program/momentTime.ts';
import { momentWords } from '#shared/program/momentWords.ts';
import { zoneName } from '../../program/useProgramZone.ts';

/**
 * From when on a recording may be watched, to the minute and with the zone by name, as the hub reads it:
 * `20 June 2020, 00:00 (UTC)` for a day alone. `zone`: the workshop's (IANA). A year stays a year; `null` for
 * what is to be announced.
 */
export function releaseTime(release: Moment, language: string, zone: string | null): string | null {
  const shown = dayZone(zone);
  const opens = momentStart(release, zone);
  if (opens === null) return momentWords(release, { language, zone: shown });
  const at = new Date(opens).toISOString();
  return `${momentWords({ kind: 'instant', at }, { language, zone: shown })} (${zoneName(shown)})`;
}
