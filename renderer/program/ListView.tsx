import { useTranslation } from 'react-i18next';
import { useLocale } from '../i18n/useLocale.ts';
import type { Day } from './days.ts';
import { LazyList } from './LazyList.tsx';
import { ListEntry, type ListEntryContext } from './ListEntry.tsx';
import styles from './Program.module.css';
import type { ProgramEntry } from './programEntries.ts';
import { dayTitle } from './timeWords.ts';

type Props = ListEntryContext & {
  readonly days: readonly Day<ProgramEntry>[];
  readonly unknown: readonly ProgramEntry[];
  /** Ids of the entries that are on now. */
  readonly on: ReadonlySet<string>;
};

const weigh = ({ talks }: ProgramEntry) => Math.max(1, talks.length);

/** The program one after the other: by day, then by time; what has no time last, and said so. */
export function ListView({ days, unknown, on, ...context }: Props) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const item = (entry: ProgramEntry) => (
    <ListEntry key={entry.id} entry={entry} on={on.has(entry.id)} {...context} />
  );
  return (
    <>
      {days.map(({ date, timed, untimed }) => (
        <section key={date} className={styles.day} aria-labelledby={`day-${date}`}>
          <h3 id={`day-${date}`}>{dayTitle(date, language)}</h3>
          {timed.length > 0 ? <LazyList items={timed} weigh={weigh} draw={item} /> : null}
          {untimed.length > 0 ? (
            <>
              <h4 className={styles.apart}>{t('program.timeUnknown')}</h4>
              <LazyList items={untimed} weigh={weigh} draw={item} />
            </>
          ) : null}
        </section>
      ))}
      {unknown.length > 0 ? (
        <section className={styles.day} aria-labelledby="day-unknown">
          <h3 id="day-unknown">{t('program.dayAndTimeUnknown')}</h3>
          <LazyList items={unknown} weigh={weigh} draw={item} />
        </section>
      ) : null}
    </>
  );
}
