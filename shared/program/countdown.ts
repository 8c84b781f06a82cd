/** What is left until an instant, in whole parts; `seconds` of the last minute. */
export type Countdown = {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
};

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Means of the Gregorian calendar. */
const YEAR = 365.2425 * DAY;
const MONTH = YEAR / 12;

/** From `now` to `at`, both in ms since the epoch; `null` once it is reached. */
export function countdownTo(at: number, now: number): Countdown | null {
  const left = Math.ceil((at - now) / 1000);
  if (left <= 0) return null;
  return {
    days: Math.floor(left / DAY),
    hours: Math.floor((left % DAY) / HOUR),
    minutes: Math.floor((left % HOUR) / MINUTE),
    seconds: left % MINUTE,
  };
}

export type CountdownPart = {
  readonly unit: 'days' | 'hours' | 'minutes' | 'seconds';
  readonly value: number;
};

/** The two parts that matter: days and hours, hours and minutes, or minutes and seconds. */
export function countdownParts(left: Countdown): readonly [CountdownPart, CountdownPart] {
  const days = { unit: 'days', value: left.days } as const;
  const hours = { unit: 'hours', value: left.hours } as const;
  const minutes = { unit: 'minutes', value: left.minutes } as const;
  if (left.days > 0) return [days, hours];
  if (left.hours > 0) return [hours, minutes];
  return [minutes, { unit: 'seconds', value: left.seconds }];
}

export type Distance = {
  /** Negative in the past. */
  readonly value: number;
  readonly unit: 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';
};

/** How far `at` is from `now` (ms since the epoch), in the largest unit that it fills, for `Intl.RelativeTimeFormat`. */
export function distance(at: number, now: number): Distance {
  const seconds = Math.round((at - now) / 1000);
  const size = Math.abs(seconds);
  if (size < MINUTE) return { value: seconds, unit: 'second' };
  if (size < HOUR) return { value: Math.round(seconds / MINUTE), unit: 'minute' };
  if (size < DAY) return { value: Math.round(seconds / HOUR), unit: 'hour' };
  if (size < 2 * MONTH) return { value: Math.round(seconds / DAY), unit: 'day' };
  if (size < 2 * YEAR) return { value: Math.round(seconds / MONTH), unit: 'month' };
  return { value: Math.round(seconds / YEAR), unit: 'year' };
}
