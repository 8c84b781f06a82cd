import { Temporal } from 'temporal-polyfill';
import type { Moment } from '../../moment.ts';
import { findTimes, instantOf } from './moments.ts';
import type { Page } from './Page.ts';

export type Slot = {
  /** `09:00`, as the page has it; `null` where the line begins with no time. */
  readonly from: string | null;
  readonly to: string | null;
  readonly minutes: number | null;
  /** The line behind its times. */
  readonly rest: string;
};

const TIME = '\\d{1,2}[:.]\\d{2}(?:\\s?[ap]\\.?m\\.?)?';
const SLOT = new RegExp(
  `^\\(?(${TIME})(?:\\s{0,2}(?:-|–|—|to)\\s{0,2}(${TIME}))?\\)?\\s{0,2}[:|–—-]?\\s{1,3}(?=\\S)`,
  'i',
);
const DAY = 24 * 60;

const timeOf = (text: string | null) => findTimes((text ?? '').replace('.', ':'))[0] ?? null;

/** The times that a line of a schedule begins with (`09:00 - 09:30 …`). */
export function readSlot(text: string): Slot {
  const found = SLOT.exec(text);
  const [from, to] = [timeOf(found?.[1] ?? null), timeOf(found?.[2] ?? null)];
  if (!found || !from) return { from: null, to: null, minutes: null, rest: text };
  const between = to ? (to.hour - from.hour) * 60 + to.minute - from.minute : 0;
  const minutes = (between + DAY) % DAY;
  const rest = text.slice(found[0].length).trim();
  return { from: found[1] ?? null, to: found[2] ?? null, minutes: minutes > 0 ? minutes : null, rest };
}

function dateOf(day: Moment | null, zone: string | null): string | null {
  if (day?.kind === 'date') return day.date;
  if (day?.kind !== 'instant') return null;
  return Temporal.Instant.from(day.at)
    .toZonedDateTimeISO(zone ?? 'UTC')
    .toPlainDate()
    .toString();
}

type SlotMoments = { readonly start?: Moment; readonly end?: Moment };

/** The instants of a slot, on the day and in the zone that the page says; without either its times are told. */
export function slotMoments(slot: Slot, day: Moment | null, page: Page, line: number): SlotMoments {
  const time = timeOf(slot.from);
  if (!time) return {};
  const date = dateOf(day, page.zone);
  const start = date === null ? null : instantOf(date, time, page.zone);
  if (start?.kind !== 'instant') {
    const text = [slot.from, slot.to].filter((one) => one !== null).join(' - ');
    page.ledger.remark('not-understood', date === null ? 'missing-time' : 'unknown-zone', line, text);
    return {};
  }
  if (slot.minutes === null) return { start };
  return {
    start,
    end: { kind: 'instant', at: new Date(Date.parse(start.at) + slot.minutes * 60_000).toISOString() },
  };
}
