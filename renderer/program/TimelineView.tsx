// biome-ignore-all lint/a11y/useSemanticElements: a table's rows cannot hold blocks of any height and place
// biome-ignore-all lint/a11y/useFocusableInteractive: the links in the cells take the focus
import { type CSSProperties, type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type Locale, timeWords } from '#shared/program/momentWords.ts';
import { classes } from '../design/classes.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import type { ProgramEntry } from './programEntries.ts';
import { scrollToNow } from './scrollToNow.ts';
import { isMoveKey, TimelineBlock } from './TimelineBlock.tsx';
import { ColumnName, Gutter, hourStyle } from './TimelineGutter.tsx';
import styles from './TimelineView.module.css';
import {
  acrossColumns,
  assignLanes,
  moveTo,
  type Stop,
  type TimelineHours,
  timelineColumns,
  timelineHours,
} from './timeline.ts';
import type { Program } from './useProgram.ts';

const HOUR = 3_600_000;

type Timed = ProgramEntry & { readonly start: number };

type Props = {
  readonly workshop: WorkshopEntry;
  readonly program: Program;
  readonly entries: readonly ProgramEntry[];
  readonly by: 'rooms' | 'tracks';
  readonly locale: Locale;
  readonly on: ReadonlySet<string>;
  /** The program's clock, ms since the epoch. */
  readonly now: number;
  /** What the grid is of: a day in words. */
  readonly title: string;
};

/** Kinds that are for everybody where they have no room. */
const forAll: ReadonlySet<string> = new Set(['break', 'social', 'keynote']);

const isTimed = (entry: ProgramEntry): entry is Timed => entry.start !== null;

/** A day as a grid: hours down, rooms or tracks across, what is parallel side by side, and a line at now. */
export function TimelineView({ workshop, program, entries, by, locale, on, now, title }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const timed = useMemo(() => entries.filter(isTimed), [entries]);
  const hours = useMemo(() => timelineHours(timed, locale.zone), [timed, locale.zone]);
  const order = by === 'rooms' ? program.rooms : program.tracks;
  const { columns, across } = useMemo(() => {
    const columnOf = (entry: Timed) => (by === 'rooms' ? entry.roomId : entry.trackId);
    const split = acrossColumns(timed, (entry) => entry.roomId === null && forAll.has(entry.kind));
    return { across: split.across, columns: timelineColumns(split.rest, columnOf, [...order.keys()]) };
  }, [timed, by, order]);
  const stops = useMemo(() => {
    const bands = across.flatMap(stopsOf);
    if (columns.length === 0) return [bands];
    return columns.map(({ entries: own }) => [...own.flatMap(stopsOf), ...bands].sort((a, b) => a.at - b.at));
  }, [columns, across]);
  useStartAtNow(box, hours, now);
  if (!hours) return null;
  const context = { workshop, program, by, locale, on };
  const onKeyDown = (event: KeyboardEvent) => move(event, stops);
  return (
    <div ref={box} className={styles.box} role="grid" aria-label={title} tabIndex={-1} onKeyDown={onKeyDown}>
      <div className={styles.grid} style={{ '--hours': hours.hours.length - 1 } as CSSProperties}>
        <Gutter hours={hours} locale={locale} now={now} />
        {columns.map((column, c) => (
          <div key={column.id ?? ''} role="row" className={styles.column}>
            <div role="rowheader" className={styles.head}>
              <ColumnName by={by} id={column.id} program={program} only={columns.length === 1} />
            </div>
            <div className={styles.lane} role="presentation">
              <Column
                {...context}
                entries={column.entries}
                from={hours.from}
                firstStop={c === 0 ? stops[0]?.[0]?.id : undefined}
              />
            </div>
          </div>
        ))}
        <div role="row" className={classes(styles.across, columns.length === 0 && styles.alone)}>
          <Column
            {...context}
            entries={across}
            from={hours.from}
            firstStop={columns.length === 0 ? stops[0]?.[0]?.id : undefined}
          />
        </div>
        {now >= hours.from && now <= hours.to ? (
          <div data-now className={styles.now} style={hourStyle((now - hours.from) / HOUR)}>
            <span className="visually-hidden">{t('program.nowLine', { time: timeWords(now, locale) })}</span>
          </div>
        ) : null}
      </div>
    </div>
  );
}

type ColumnProps = Pick<Props, 'workshop' | 'program' | 'by' | 'locale' | 'on'> & {
  readonly entries: readonly Timed[];
  readonly from: number;
  readonly firstStop: string | undefined;
};

function Column({ entries, from, firstStop, ...context }: ColumnProps) {
  const lanes = useMemo(() => assignLanes(entries), [entries]);
  return entries.map((entry) => (
    <TimelineBlock
      key={entry.id}
      entry={entry}
      from={from}
      lane={lanes.get(entry.id)?.lane ?? 0}
      lanes={lanes.get(entry.id)?.lanes ?? 1}
      isOn={context.on.has(entry.id)}
      takesTab={entry.id === firstStop}
      workshop={context.workshop}
      program={context.program}
      by={context.by}
      locale={context.locale}
    />
  ));
}

function stopsOf(entry: Timed): readonly Stop[] {
  const own = { id: entry.id, at: entry.start };
  if (entry.of === 'talk') return [own];
  return [
    own,
    ...entry.talks.map(({ talk }) => ({
      id: talk.id,
      at: talk.data.start.kind === 'instant' ? Date.parse(talk.data.start.at) : entry.start,
    })),
  ];
}

const linkOf = (box: Element, id: string) =>
  box.querySelector<HTMLElement>(`[data-stop="${CSS.escape(id)}"]`);

function move(event: KeyboardEvent, stops: readonly (readonly Stop[])[]): void {
  const here = event.target instanceof HTMLElement ? event.target.dataset.stop : undefined;
  if (here === undefined || !isMoveKey(event.key)) return;
  event.preventDefault();
  const { currentTarget, key } = event;
  // A block that has room for some of its talks only leaves the others out: those are skipped.
  const drawn = stops.map((column) => column.filter(({ id }) => linkOf(currentTarget, id) !== null));
  linkOf(currentTarget, moveTo(drawn, here, key))?.focus();
}

/** A day that is under way is shown from now on. */
function useStartAtNow(
  box: React.RefObject<HTMLDivElement | null>,
  hours: TimelineHours | null,
  now: number,
): void {
  const from = hours?.from;
  const within = hours !== null && now >= hours.from && now <= hours.to;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once per day that is shown, not as time goes on
  useEffect(() => {
    if (within) scrollToNow(box.current);
  }, [from]);
}
