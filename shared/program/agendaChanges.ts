import { assertNever } from '../assertNever.ts';
import type { Moment } from './moment.ts';
import { momentStart } from './momentTime.ts';

/** A talk as it stands, or stood, for a person's agenda. `minutes`: its length; `null` is to be announced. */
export type Standing = {
  readonly title: string;
  readonly start: Moment;
  readonly minutes: number | null;
  /** The room's name; `null` is to be announced. */
  readonly room: string | null;
};

/** What the program says of a talk now. `removed`: the program, or the whole workshop, has it no more. */
export type Present =
  | { readonly kind: 'planned'; readonly standing: Standing }
  | { readonly kind: 'cancelled'; readonly standing: Standing }
  | { readonly kind: 'removed' };

/** One thing that is different from what the person put into the agenda. */
export type AgendaChange =
  | { readonly kind: 'removed' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'renamed'; readonly from: string; readonly to: string }
  /** On the same day in the zone; `minutes` is how much, more than 0. */
  | { readonly kind: 'earlier' | 'later'; readonly minutes: number; readonly to: Moment }
  | { readonly kind: 'day'; readonly from: Moment; readonly to: Moment }
  | { readonly kind: 'time-known'; readonly to: Moment }
  | { readonly kind: 'time-unknown'; readonly from: Moment }
  | { readonly kind: 'room'; readonly from: string; readonly to: string }
  | { readonly kind: 'room-known'; readonly to: string }
  | { readonly kind: 'room-unknown'; readonly from: string }
  | { readonly kind: 'longer' | 'shorter'; readonly minutes: number; readonly to: number }
  | { readonly kind: 'length-known'; readonly to: number }
  | { readonly kind: 'length-unknown'; readonly from: number };

/**
 * What became of a talk since it was put into the agenda, the most important first: a person who was
 * offline for days is told in words. What is cancelled or gone is told alone.
 * @param zone IANA; whether two times are on one day is asked there
 */
export function agendaChanges(stood: Standing, now: Present, zone: string): readonly AgendaChange[] {
  if (now.kind !== 'planned') return [{ kind: now.kind }];
  const { standing } = now;
  return [
    ...startChange(stood.start, standing.start, zone),
    ...roomChange(stood.room, standing.room),
    ...lengthChange(stood.minutes, standing.minutes),
    ...(stood.title === standing.title
      ? []
      : [{ kind: 'renamed', from: stood.title, to: standing.title } as const]),
  ];
}

const exactness: Readonly<Record<Moment['kind'], number>> = { unknown: 0, year: 1, date: 2, instant: 3 };

function startChange(from: Moment, to: Moment, zone: string): readonly AgendaChange[] {
  if (isSame(from, to)) return [];
  if (from.kind === 'instant' && to.kind === 'instant') return instantChange(from, to, zone);
  const more = exactness[to.kind] - exactness[from.kind];
  const agrees = more === 0 ? false : dayOf(from, zone) === dayOf(to, zone);
  if (more > 0 && (agrees || exactness[from.kind] < exactness.date)) return [{ kind: 'time-known', to }];
  if (more < 0 && (agrees || exactness[to.kind] < exactness.date)) return [{ kind: 'time-unknown', from }];
  return [{ kind: 'day', from, to }];
}

type Instant = Extract<Moment, { readonly kind: 'instant' }>;

function instantChange(from: Instant, to: Instant, zone: string): readonly AgendaChange[] {
  if (dayOf(from, zone) !== dayOf(to, zone)) return [{ kind: 'day', from, to }];
  const minutes = Math.round((Date.parse(to.at) - Date.parse(from.at)) / 60_000);
  if (minutes === 0) return [];
  return [{ kind: minutes > 0 ? 'later' : 'earlier', minutes: Math.abs(minutes), to }];
}

/** The calendar day in the zone, ISO 8601; `null` where not even a day is known. */
function dayOf(moment: Moment, zone: string): string | null {
  if (moment.kind === 'date') return moment.date;
  const at = momentStart(moment, zone);
  if (at === null) return null;
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone } as const;
  return new Intl.DateTimeFormat('en-CA', parts).format(at);
}

function isSame(a: Moment, b: Moment): boolean {
  switch (a.kind) {
    case 'unknown':
      return b.kind === 'unknown';
    case 'year':
      return b.kind === 'year' && a.year === b.year;
    case 'date':
      return b.kind === 'date' && a.date === b.date;
    case 'instant':
      return b.kind === 'instant' && Date.parse(a.at) === Date.parse(b.at);
    default:
      return assertNever(a);
  }
}

function roomChange(from: string | null, to: string | null): readonly AgendaChange[] {
  if (from === to) return [];
  if (to === null) return from === null ? [] : [{ kind: 'room-unknown', from }];
  return from === null ? [{ kind: 'room-known', to }] : [{ kind: 'room', from, to }];
}

function lengthChange(from: number | null, to: number | null): readonly AgendaChange[] {
  if (from === to) return [];
  if (to === null) return from === null ? [] : [{ kind: 'length-unknown', from }];
  if (from === null) return [{ kind: 'length-known', to }];
  return [{ kind: to > from ? 'longer' : 'shorter', minutes: Math.abs(to - from), to }];
}
