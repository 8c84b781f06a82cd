/** A component of a calendar as it stands in the file, with the line (from 1) where it begins. */
export type CalendarBlock = { readonly name: string; readonly text: string; readonly line: number };

export type CalendarBlocks = {
  /** Properties of the calendars themselves. */
  readonly properties: string;
  readonly blocks: readonly CalendarBlock[];
  /** Where a component begins that never ends. */
  readonly cutOff: number | null;
};

const BEGIN = /^BEGIN:([A-Z-]{1,30})\s*$/i;
const END = /^END:([A-Z-]{1,30})\s*$/i;

/** A calendar, by its first line. */
export const looksLikeCalendar = (text: string): boolean =>
  /^\s*BEGIN:VCALENDAR\s*$/im.test(text.slice(0, 1000));

/** Splits a file at its components, so that one that cannot be read does not lose the others. */
export function calendarBlocks(text: string): CalendarBlocks {
  const properties: string[] = [];
  const blocks: CalendarBlock[] = [];
  let open: { readonly name: string; readonly line: number; readonly lines: string[] } | null = null;
  for (const [index, line] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const begins = BEGIN.exec(line)?.[1]?.toUpperCase();
    const ends = END.exec(line)?.[1]?.toUpperCase();
    const fresh = begins !== undefined && begins !== 'VCALENDAR' && (open === null || begins === open.name);
    if (fresh) open = { name: begins, line: index + 1, lines: [line] };
    else if (open !== null) {
      open.lines.push(line);
      if (ends === open.name) {
        blocks.push({ name: open.name, text: open.lines.join('\r\n'), line: open.line });
        open = null;
      }
    } else if (begins === undefined && ends === undefined && line.trim() !== '') properties.push(line);
  }
  return { properties: properties.join('\r\n'), blocks, cutOff: open?.line ?? null };
}
