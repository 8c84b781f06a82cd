import type { Present, Standing } from '#shared/program/agendaChanges.ts';
import { presentOf, type TalkRows } from '#shared/program/standing.ts';
import type { AgendaEntry } from '../sync/database.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';

const MINUTE = 60_000;

/** A talk of the agenda as the program has it now; what the program has no more, as it was remembered. */
export type AgendaItem = {
  /** Of this device's agenda, whatever hub and workshop. */
  readonly key: string;
  readonly hub: string;
  readonly entry: AgendaEntry;
  /** `null` where the workshop itself is not here any more. */
  readonly workshop: WorkshopEntry | null;
  readonly present: Present;
  readonly standing: Standing;
  readonly speakers: readonly string[];
  /** Ms since the epoch; `null` where no time is known. */
  readonly start: number | null;
  /** `null` where no length is known. */
  readonly end: number | null;
  /** The calendar date (ISO 8601) where no more than that is known. */
  readonly date: string | null;
  /** Until when its session goes, ms since the epoch: no talk of unknown length goes on longer. */
  readonly latest: number | null;
};

export type ItemParts = {
  readonly hub: string;
  readonly entry: AgendaEntry;
  readonly workshop: WorkshopEntry | null;
  readonly rows: TalkRows | null;
  /** False where the base cannot tell yet whether the talk is gone: then it stands as it stood. */
  readonly canTellGone?: boolean;
  readonly speakers: readonly string[];
};

export function agendaItem(parts: ItemParts): AgendaItem {
  const { hub, entry, workshop, rows, speakers, canTellGone = true } = parts;
  const present: Present =
    rows || canTellGone ? presentOf(rows) : { kind: 'planned', standing: standingThen(entry) };
  const standing: Standing = present.kind === 'removed' ? standingThen(entry) : present.standing;
  const { start: moment, minutes } = standing;
  const start = moment.kind === 'instant' ? Date.parse(moment.at) : null;
  const until = rows?.session?.data.end;
  const latest = until?.kind === 'instant' ? Date.parse(until.at) : null;
  return {
    key: `${hub} ${entry.workshopId} ${entry.talkId}`,
    hub,
    entry,
    workshop,
    present,
    standing,
    speakers,
    start,
    end: start !== null && minutes !== null ? start + minutes * MINUTE : null,
    date: moment.kind === 'date' ? moment.date : null,
    latest: latest !== null && start !== null && latest > start ? latest : null,
  };
}

const standingThen = ({ title, start, minutes, room }: AgendaEntry): Standing => ({
  title,
  start,
  minutes,
  room,
});

/** By start; what has only a day after what has a time on it, and what has none last. */
export function byTime(a: AgendaItem, b: AgendaItem): number {
  const from = ({ start, date }: AgendaItem) => start ?? (date === null ? Infinity : Date.parse(date));
  const [x, y] = [from(a), from(b)];
  if (x !== y) return x < y ? -1 : 1;
  return a.standing.title < b.standing.title ? -1 : 1;
}
