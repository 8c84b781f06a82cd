import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../design/EmptyState.tsx';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { FilterBar } from './FilterBar.tsx';
import { countItems, filterProgram, noFilter } from './filters.ts';
import styles from './Program.module.css';
import { ProgramViews } from './ProgramViews.tsx';
import type { Program } from './useProgram.ts';
import { useStarred } from './useStarred.ts';

type Props = {
  readonly workshop: WorkshopEntry;
  readonly program: Program;
  /** How many questions each talk has, by its id. */
  readonly questions: ReadonlyMap<string, number>;
  /** The program's clock, ms since the epoch. */
  readonly now: number;
};

/** A program this small needs no filters. */
const FEW = 6;

/** The workshop's program, as a list or as a timeline. */
export function ProgramSection({ workshop, program, questions, now }: Props) {
  const { t } = useTranslation();
  const { entries } = program;
  const starred = useStarred();
  const [filter, setFilter] = useState(noFilter);
  const applied = useDeferredValue(filter);
  const shown = useMemo(() => filterProgram(entries, applied, starred), [entries, applied, starred]);
  const many = useMemo(() => countItems(entries) >= FEW, [entries]);
  if (entries.length === 0) {
    return (
      <section className={styles.section}>
        <h2>{t('program.program')}</h2>
        <EmptyState title={t('program.noProgram')} text={t('program.noProgramText')} />
      </section>
    );
  }
  const filters = many ? (
    <FilterBar
      entries={entries}
      shown={shown}
      places={program}
      starred={starred}
      filter={filter}
      onChange={setFilter}
    />
  ) : null;
  return (
    <ProgramViews
      workshop={workshop}
      program={program}
      shown={shown}
      questions={questions}
      starred={starred}
      now={now}
      filters={filters}
      onClear={() => setFilter(noFilter)}
    />
  );
}
