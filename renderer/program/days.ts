const formats = new Map<string, Intl.DateTimeFormat>();

/** Swedish writes dates as ISO 8601 does. One format per zone: making one is what costs. */
function dateFormat(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

/** The calendar date (ISO 8601) of an instant (ms since the epoch) in an IANA zone. */
export function dateIn(zone: string, at: number): string {
  return dateFormat(zone).format(at);
}

export type Dated = { readonly start: number | null; readonly date: string | null };

/** The calendar day of an entry in a zone: a date that is all that is known is that date in every zone. */
export function dayOf({ start, date }: Dated, zone: string): string | null {
  return start === null ? date : dateIn(zone, start);
}

export type Day<T> = {
  /** ISO 8601. */
  readonly date: string;
  readonly timed: readonly T[];
  /** Of this day, at a time to be announced. */
  readonly untimed: readonly T[];
};

export type Days<T> = {
  /** By date. */
  readonly days: readonly Day<T>[];
  /** What has not even a day. */
  readonly unknown: readonly T[];
};

/** Groups by the day in `zone` (IANA) on which each begins; the order within is kept. */
export function groupByDay<T extends Dated>(entries: readonly T[], zone: string): Days<T> {
  const groups = new Map<string, { timed: T[]; untimed: T[] }>();
  const unknown: T[] = [];
  for (const entry of entries) {
    const date = dayOf(entry, zone);
    if (date === null) {
      unknown.push(entry);
      continue;
    }
    const group = groups.get(date) ?? { timed: [], untimed: [] };
    groups.set(date, group);
    (entry.start === null ? group.untimed : group.timed).push(entry);
  }
  const days = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([date, group]) => ({ date, ...group }));
  return { days, unknown };
}
