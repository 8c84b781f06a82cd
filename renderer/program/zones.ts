/** A zone as a list shows it: `Europe/Berlin`, `GMT+02:00`. */
export type ZoneEntry = { readonly zone: string; readonly offset: string };

export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** `GMT+02:00`, or `GMT`, as it is in `zone` (IANA) at an instant (ms since the epoch). */
export function offsetWords(zone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(
    at,
  );
  const words = parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
  return words.replace('+00:00', '');
}

function minutesOf(offset: string): number {
  const read = /([+-])(\d\d):(\d\d)/.exec(offset);
  if (!read) return 0;
  return (read[1] === '-' ? -1 : 1) * (Number(read[2]) * 60 + Number(read[3]));
}

let known: { readonly at: number; readonly zones: readonly ZoneEntry[] } | null = null;

/** Every IANA zone that this computer knows, with its offset at an instant, from west to east. */
export function allZones(at: number): readonly ZoneEntry[] {
  // Four hundred formats are made for it: what was asked last is kept.
  if (known?.at !== at) known = { at, zones: readZones(at) };
  return known.zones;
}

function readZones(at: number): readonly ZoneEntry[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
    .map((zone) => ({ zone, offset: offsetWords(zone, at) }))
    .sort((a, b) => minutesOf(a.offset) - minutesOf(b.offset) || (a.zone < b.zone ? -1 : 1));
}

/**
 * Those whose name or offset has all the words typed, with those first in whose name a word begins so:
 * `new york` finds `America/New_York`, `tok` Tokyo before Vostok.
 */
export function findZones(zones: readonly ZoneEntry[], typed: string): readonly ZoneEntry[] {
  const words = typed
    .toLowerCase()
    .split(/[\s_]+/)
    .filter(Boolean);
  const found = zones.flatMap((entry) => {
    const text = `${entry.zone.replaceAll('_', ' ')} ${entry.offset}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) return [];
    const begins = words.every((word) => text.split(/[\s/]/).some((part) => part.startsWith(word)));
    return [{ entry, begins }];
  });
  return [...found.filter(({ begins }) => begins), ...found.filter(({ begins }) => !begins)].map(
    ({ entry }) => entry,
  );
}
