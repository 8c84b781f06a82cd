import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { assertNever } from '#shared/assertNever.ts';
import { classes } from '../design/classes.ts';
import { Monogram } from '../design/Face.tsx';
import { relativeWords } from '../i18n/relativeWords.ts';
import { useLocale } from '../i18n/useLocale.ts';
import { daysApart } from '../program/Dates.tsx';
import { dateIn } from '../program/days.ts';
import { nextMoment } from '../program/schedule.ts';
import { useProgramNow } from '../sync/useProgramNow.ts';
import { useWorkshops, type WorkshopEntry } from '../sync/useWorkshops.ts';
import { workshopPath } from './routes.ts';
import styles from './Sidebar.module.css';
import { type AllRows, useProgramRows } from './useProgramRows.ts';
import { workshopLetters, workshopName } from './workshopName.ts';

export function WorkshopList({ folded }: { readonly folded: boolean }) {
  const { t } = useTranslation();
  const workshops = useWorkshops();
  const rows = useProgramRows();
  return (
    <section>
      {folded ? <div className={styles.rule} /> : <h2 className={styles.heading}>{t('shell.workshops')}</h2>}
      {workshops?.length === 0 && !folded ? (
        <p className={styles.status}>{t('shell.noWorkshops')}</p>
      ) : (
        <ul className={styles.list} aria-label={t('shell.workshops')}>
          {workshops?.map((entry) => (
            <WorkshopItem key={entry.id} entry={entry} rows={rows} folded={folded} />
          ))}
        </ul>
      )}
    </section>
  );
}

type ItemProps = {
  readonly entry: WorkshopEntry;
  readonly rows: AllRows | undefined;
  readonly folded: boolean;
};

function WorkshopItem({ entry, rows, folded }: ItemProps) {
  const [path] = useLocation();
  const href = workshopPath(entry);
  const here = path === href || path.startsWith(`${href}/`);
  const name = workshopName(entry.data);
  return (
    <li>
      <Link
        href={href}
        className={classes(styles.item, styles.workshop)}
        aria-current={here ? (path === href ? 'page' : true) : undefined}
        title={entry.data.title}
      >
        <Monogram name={entry.data.slug} letters={workshopLetters(entry.data)} />
        {folded ? (
          <span className="visually-hidden">{name}</span>
        ) : (
          <span className={styles.label}>
            <span className={styles.name}>{name}</span>
            {rows ? <Moment entry={entry} rows={rows} /> : null}
          </span>
        )}
      </Link>
    </li>
  );
}

function Moment({ entry, rows }: { readonly entry: WorkshopEntry; readonly rows: AllRows }) {
  const { t } = useTranslation();
  const { language, zone } = useLocale();
  const now = useProgramNow(15_000, entry.hub.fingerprint);
  const moment = nextMoment(rows.of(entry.id), now, entry.data.zone);
  const inDays = (at: number) => {
    const day = { kind: 'date', date: dateIn(zone, at) } as const;
    return relativeWords(...daysApart(day, at, now, zone, true), language);
  };
  const words = (): readonly [what: string, when?: string] => {
    switch (moment.kind) {
      case 'live':
        return [moment.title, t('program.moments.live')];
      case 'next':
        return [moment.title, inDays(moment.at)];
      case 'opens':
        return [t('program.moments.opens'), relativeWords(moment.at, now, language)];
      case 'recordings':
        return [t('program.moments.recordings', { count: moment.count })];
      case 'talks':
        return [t('program.moments.talks', { count: moment.count })];
      case 'unknown':
        return [t('program.moments.unknown')];
      default:
        return assertNever(moment);
    }
  };
  const [what, when] = words();
  return (
    <span
      className={classes(styles.moment, moment.kind === 'live' && styles.live)}
      title={when ? `${what} ${when}` : what}
    >
      <span>{what}</span> {when ? <span className={styles.when}>{when}</span> : null}
    </span>
  );
}
