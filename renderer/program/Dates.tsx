import { useTranslation } from 'react-i18next';
import type { Moment } from '#shared/program/moment.ts';
import { momentWords, shortInstantWords, spanWords } from '#shared/program/momentWords.ts';
import type { Row } from '#shared/sync/rows.ts';
import { Button } from '../design/Button.tsx';
import { Fact } from '../design/Facts.tsx';
import { Popup } from '../design/Menu.tsx';
import { relativeWords } from '../i18n/relativeWords.ts';
import { useRows } from '../sync/useRows.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { dateIn } from './days.ts';
import { deadlineTime } from './schedule.ts';
import { useProgramZone } from './useProgramZone.ts';
import styles from './WorkshopPage.module.css';

const DAY = 86_400_000;
/** From here on it matters at what hour a day ends. */
const NEAR = 31 * DAY;

type Props = {
  readonly workshop: WorkshopEntry;
  /** The program's clock, ms since the epoch. */
  readonly now: number;
};

/** The workshop's important dates as they were stated, and what that means for the reader. */
export function Dates({ workshop, now }: Props) {
  const { t } = useTranslation();
  const { locale } = useProgramZone(workshop);
  const { data } = workshop;
  const rows = useRows('deadline');
  if (!rows) return null;
  const deadlines = [...rows].sort((a, b) => a.data.order - b.data.order);
  const days = spanWords(data.first, data.last, locale);
  return (
    <Fact title={t('program.dates')}>
      <dl>
        {deadlines.map(({ id, data: deadline }) => (
          <div key={id}>
            <dt>{deadline.label}</dt>
            <dd>
              {momentWords(deadline.when, locale) ?? t('common.unknown')}
              {deadline.when.kind === 'year' ? <small>{t('program.dayUnknownLater')}</small> : null}
              <TimeLeft deadline={deadline} workshop={workshop} now={now} />
            </dd>
          </div>
        ))}
        {deadlines.length === 0 ? (
          <div>
            <dt>{t('program.workshopDays')}</dt>
            <dd>
              {days ?? t('program.yearUnknown')}
              {data.first.kind === 'year' ? <small>{t('program.dayUnknownLater')}</small> : null}
              {days === null ? <small>{t('program.dayUnknownLater')}</small> : null}
            </dd>
          </div>
        ) : null}
      </dl>
    </Fact>
  );
}

type LeftProps = Props & { readonly deadline: Row<'deadline'>['data'] };

/** How long is left, and when exactly it is over for the reader where that can be told. */
function TimeLeft({ deadline, workshop, now }: LeftProps) {
  const { t } = useTranslation();
  const { locale, whose } = useProgramZone(workshop);
  const { when, anywhereOnEarth } = deadline;
  const at = deadlineTime(deadline, workshop.data.zone);
  if (at === null) return null;
  const exact = anywhereOnEarth || (when.kind === 'date' && workshop.data.zone !== null);
  const relative = relativeWords(...daysApart(when, at, now, locale.zone, exact), locale.language);
  const ends = exact ? t('program.dayEnds', { when: shortInstantWords(at, locale), whose }) : null;
  const near = anywhereOnEarth || at - now < NEAR;
  return (
    <>
      <small>{at < now ? t('program.over', { when: relative }) : relative}</small>
      {near && at >= now ? <small>{ends}</small> : null}
      {anywhereOnEarth ? <AnywhereOnEarth ends={ends ?? ''} /> : null}
    </>
  );
}

/**
 * What to say the distance between: whole days for a date, as people count them; the instants themselves
 * in the last hours of a day whose end is known. Both in ms since the epoch.
 */
export function daysApart(
  when: Moment,
  at: number,
  now: number,
  zone: string,
  exact: boolean,
): [number, number] {
  if (when.kind !== 'date' || (exact && Math.abs(at - now) < DAY)) return [at, now];
  return [Date.parse(when.date), Date.parse(dateIn(zone, now))];
}

function AnywhereOnEarth({ ends }: { readonly ends: string }) {
  const { t } = useTranslation();
  return (
    <Popup
      label={t('common.anywhereOnEarth')}
      trigger={
        <Button small variant="quiet" className={styles.explain ?? ''}>
          {t('common.anywhereOnEarth')} <span aria-hidden>(?)</span>
          <span className="visually-hidden">{t('program.whatIsAoe')}</span>
        </Button>
      }
    >
      <p className={styles.explanation}>{t('program.aoeRule')}</p>
      <p className={styles.explanation}>{ends}</p>
    </Popup>
  );
}
