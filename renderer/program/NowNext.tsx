import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { type Locale, timeWords } from '#shared/program/momentWords.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { sessionPath, talkPath } from '../workspace/routes.ts';
import { dayOf } from './days.ts';
import type { NowNext as NowAndNext } from './nowNext.ts';
import { PlaceWords } from './PlaceWords.tsx';
import styles from './Program.module.css';
import type { ProgramEntry } from './programEntries.ts';
import { shortDay } from './timeWords.ts';
import type { Program } from './useProgram.ts';

type Props = {
  readonly workshop: WorkshopEntry;
  readonly program: Program;
  readonly state: NowAndNext<ProgramEntry>;
  readonly locale: Locale;
  /** The program's clock, ms since the epoch. */
  readonly now: number;
};

const MOST = 3;

/** What is on now and what begins next, in a line each. */
export function NowNext({ workshop, program, state, locale, now }: Props) {
  const { t } = useTranslation();
  if (state.now.length + state.next.length === 0) return null;
  const today = dayOf({ start: now, date: null }, locale.zone);
  const until = ({ end }: ProgramEntry) =>
    end === null ? null : t('program.until', { time: timeWords(end, locale) });
  const from = (entry: ProgramEntry) => {
    const day = dayOf(entry, locale.zone);
    const time = entry.start === null ? '' : timeWords(entry.start, locale);
    return day === null || day === today ? time : `${shortDay(day, locale.language)}, ${time}`;
  };
  const line = (
    label: string,
    entries: readonly ProgramEntry[],
    when: (entry: ProgramEntry) => string | null,
  ) =>
    entries.length === 0 ? null : (
      <div>
        <dt>{label}</dt>
        {entries.slice(0, MOST).map((entry) => (
          <dd key={entry.id}>
            <Link
              href={entry.of === 'session' ? sessionPath(workshop, entry.id) : talkPath(workshop, entry.id)}
            >
              {entry.title}
            </Link>
            <small>
              <span>{when(entry)}</span>
              <PlaceWords entry={entry} places={program} />
            </small>
          </dd>
        ))}
        {entries.length > MOST ? <dd>{t('program.moreInBlock', { count: entries.length - MOST })}</dd> : null}
      </div>
    );
  return (
    <dl className={styles.nowNext}>
      {line(t('program.onNow'), state.now, until)}
      {line(t('program.next'), state.next, from)}
    </dl>
  );
}
