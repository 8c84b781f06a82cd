import { type ReactNode, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/Button.tsx';
import { EmptyState } from '../design/EmptyState.tsx';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { afterDrawing, bringNow } from './bringNow.ts';
import { DayTabs } from './DayTabs.tsx';
import { type Days, dateIn, dayOf, groupByDay } from './days.ts';
import { countItems } from './filters.ts';
import { ListView } from './ListView.tsx';
import { NowNext } from './NowNext.tsx';
import { nowNext } from './nowNext.ts';
import styles from './Program.module.css';
import { ProgramBar } from './ProgramBar.tsx';
import { useProgramChoice } from './programChoice.ts';
import type { ProgramEntry } from './programEntries.ts';
import { type ShownDay, shownDay } from './shownDay.ts';
import { TimelineView } from './TimelineView.tsx';
import { dayTitle } from './timeWords.ts';
import type { Program } from './useProgram.ts';
import { useProgramZone } from './useProgramZone.ts';

/** A list this long begins with one day. */
const MANY = 40;
/** What is on now is looked up this often, in ms. */
const STEP = 10_000;

export type ProgramViewsProps = {
  readonly workshop: WorkshopEntry;
  readonly program: Program;
  /** What of the program passes the filters. */
  readonly shown: readonly ProgramEntry[];
  readonly questions: ReadonlyMap<string, number>;
  readonly starred: ReadonlySet<string>;
  /** The program's clock, ms since the epoch. */
  readonly now: number;
  /** The filters' bar; `null` where the program is too small for one. */
  readonly filters: ReactNode;
  readonly onClear: () => void;
};

/** A program by day: its heading, what is on, and the list or the timeline. */
export function ProgramViews(props: ProgramViewsProps) {
  const { workshop, program, shown, now, filters } = props;
  const { entries } = program;
  const section = useRef<HTMLElement>(null);
  const [choice] = useProgramChoice(workshop.id);
  const { locale } = useProgramZone(workshop);
  const groups = useMemo(() => groupByDay(shown, locale.zone), [shown, locale.zone]);
  const step = Math.floor(now / STEP) * STEP;
  const state = useMemo(() => nowNext(entries, step), [entries, step]);
  const on = useMemo(() => new Set(state.now.map(({ id }) => id)), [state]);
  const timed = useMemo(() => entries.some(({ start }) => start !== null), [entries]);
  const view = timed ? choice.view : 'list';
  const [picked, pick] = useState<ShownDay | null>(null);
  const today = dateIn(locale.zone, now);
  const many = useMemo(() => countItems(entries) > MANY, [entries]);
  const day = shownDay(picked, groups, { view, today, many });
  const near = state.now[0] ?? state.next[0];
  const jump = () => {
    pick((near && dayOf(near, locale.zone)) ?? null);
    afterDrawing(() => bringNow(section.current, near?.id));
  };
  return (
    <section ref={section} className={styles.section}>
      <ProgramBar
        workshop={workshop}
        program={program}
        view={view}
        timed={timed}
        onNow={near ? jump : null}
      />
      {filters}
      {timed ? (
        <NowNext workshop={workshop} program={program} state={state} locale={locale} now={now} />
      ) : null}
      {filters === null && view === 'list' ? null : (
        <div className={styles.days}>
          <DayTabs
            days={groups.days.map((one) => ({
              date: one.date,
              count: countItems([...one.timed, ...one.untimed]),
            }))}
            unknown={countItems(groups.unknown)}
            shown={day}
            onShow={pick}
            withAll={view === 'list'}
          />
        </div>
      )}
      <Shown {...props} view={view} day={day} groups={groups} on={on} now={step} />
    </section>
  );
}

type ShownProps = ProgramViewsProps & {
  readonly view: 'list' | 'timeline';
  readonly day: ShownDay;
  readonly groups: Days<ProgramEntry>;
  readonly on: ReadonlySet<string>;
};

function Shown({ view, day, groups, on, shown, onClear, ...context }: ShownProps) {
  const { t } = useTranslation();
  const { workshop, program, now } = context;
  const [{ columns }] = useProgramChoice(workshop.id);
  const { locale, words } = useProgramZone(workshop);
  if (shown.length === 0) {
    return (
      <EmptyState
        title={t('program.filter.nothing')}
        text={t('program.filter.nothingText')}
        act={<Button onPress={onClear}>{t('program.filter.clear')}</Button>}
      />
    );
  }
  const days = groups.days.filter(({ date }) => day === 'all' || date === day);
  const unknown = day === 'all' || day === 'unknown' || view === 'timeline' ? groups.unknown : [];
  const { questions, starred } = context;
  const list = { workshop, program, questions, starred, now, locale, on };
  const [first] = days;
  if (view === 'list' || !first) return <ListView {...list} days={days} unknown={unknown} />;
  const by = columns === 'tracks' || program.rooms.size === 0 ? 'tracks' : 'rooms';
  return (
    <>
      <TimelineView
        key={`${first.date} ${by}`}
        workshop={workshop}
        program={program}
        entries={first.timed}
        by={program.tracks.size === 0 ? 'rooms' : by}
        locale={locale}
        on={on}
        now={now}
        title={t('program.timelineOf', { day: dayTitle(first.date, locale.language), zone: words(now) })}
      />
      <ListView
        {...list}
        days={first.untimed.length > 0 ? [{ ...first, timed: [] }] : []}
        unknown={unknown}
      />
    </>
  );
}
