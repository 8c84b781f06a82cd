const MEGABYTE = 1_000_000;

/** Bytes of a number of megabytes as a person types it; `null` where it is none from 0.1 to 1,000. */
export function readMegabytes(text: string): number | null {
  const value = Number(text.trim().replace(',', '.'));
  if (text.trim() === '' || !(value >= 0.1 && value <= 1000)) return null;
  return Math.round(value * MEGABYTE);
}

/** `22:05`, as a field for a time has it, of a minute of the day. */
export function clockOf(minute: number): string {
  const pad = (part: number) => String(part).padStart(2, '0');
  return `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
}

/** The minute of the day of a field for a time; `null` while it is not filled in. */
export function minuteOf(text: string): number | null {
  const [, hour, minute] = /^(\d\d):(\d\d)/.exec(text) ?? [];
  return hour === undefined ? null : Number(hour) * 60 + Number(minute);
}
