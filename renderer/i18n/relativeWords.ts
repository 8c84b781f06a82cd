import { distance } from '#shared/program/countdown.ts';

/** `in 2 days`, `3 minutes ago`, `now`; both in ms since the epoch. */
export function relativeWords(at: number, now: number, language: string): string {
  const { value, unit } = distance(at, now);
  const near = unit === 'second' ? 0 : value;
  return new Intl.RelativeTimeFormat(language, {
    numeric: unit === 'day' || near === 0 ? 'auto' : 'always',
  }).format(near, unit);
}
