import type { AgendaItem } from './agendaItems.ts';

const MINUTE = 60_000;

/** A reminder whose time has come. */
export type Due = {
  /** Names this very reminder: of a talk that moves another one is due. */
  readonly key: string;
  readonly item: AgendaItem;
  readonly start: number;
  /** True where the talk has begun already: it is told that it was missed. */
  readonly missed: boolean;
};

/**
 * The reminders to say now and not before, each once: `said` names those that were. A talk that was put
 * into the agenda after it had begun is not told of.
 * @param now the program's clock of an item's hub, ms since the epoch
 */
export function dueReminders(
  items: readonly AgendaItem[],
  now: (hub: string) => number,
  said: ReadonlySet<string>,
): readonly Due[] {
  return items.flatMap((item) => {
    const { entry, start, present, hub } = item;
    if (start === null || entry.reminder === null || present.kind !== 'planned') return [];
    const key = `${entry.workshopId}/${entry.talkId}/${start}`;
    const at = now(hub);
    if (at < start - entry.reminder * MINUTE || entry.at >= start || said.has(key)) return [];
    return [{ key, item, start, missed: at >= start }];
  });
}
