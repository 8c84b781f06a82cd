import { CalendarDays } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { dayWords, weekdayWords } from '#shared/program/momentWords.ts';
import { ChangesCard } from '../agenda/ChangesCard.tsx';
import { useAgendaItems } from '../agenda/useAgendaItems.ts';
import { EmptyState } from '../design/EmptyState.tsx';
import { relativeWords } from '../i18n/relativeWords.ts';
import { useLocale } from '../i18n/useLocale.ts';
import { MyQuestionList } from '../questions/MyQuestionsPage.tsx';
import { OpenRecordingList } from '../recordings/OpenRecordingList.tsx';
import { useOpenRecordings } from '../recordings/useOpenRecordings.ts';
import { useProgramNow } from '../sync/useProgramNow.ts';
import { useWorkshops, type WorkshopEntry } from '../sync/useWorkshops.ts';
import { Page, PageHead, PageLoading } from '../workspace/Page.tsx';
import { workshopPath } from '../workspace/routes.ts';
import { useMyQuestions } from '../workspace/useMyQuestions.ts';
import { type AllRows, useProgramRows } from '../workspace/useProgramRows.ts';
import { workshopName } from '../workspace/workshopName.ts';
import { CountdownWords } from './CountdownWords.tsx';
import { LiveSessionCard } from './LiveCard.tsx';
import { nextLiveSession } from './schedule.ts';
import styles from './TodayPage.module.css';
import { upcoming } from './upcoming.ts';

const MOST_RECORDINGS = 5;
const MOST_QUESTIONS = 4;
const MOST_AHEAD = 6;

/** The day across all workshops: what is live, what is next, what opened, what became of my questions. */
export function TodayPage() {
  const { t } = useTranslation();
  const locale = useLocale();
  const workshops = useWorkshops();
  const rows = useProgramRows();
  const agenda = useAgendaItems();
  const now = useProgramNow(1000);
  if (!workshops || !rows || !agenda) return <PageLoading />;
  return (
    <Page title={t('program.today')}>
      <PageHead
        title={t('program.today')}
        text={`${weekdayWords(now, locale)} ${dayWords(now, locale).slice(-4)}`}
      />
      {workshops.length === 0 ? (
        <EmptyState
          icon={<CalendarDays aria-hidden />}
          title={t('program.noWorkshops')}
          text={t('program.noWorkshopsText')}
        />
      ) : (
        <>
          <ChangesCard items={agenda} />
          <LiveNow workshops={workshops} rows={rows} now={now} />
          <Ahead workshops={workshops} rows={rows} now={now} />
          <Watch />
          <Mine />
        </>
      )}
    </Page>
  );
}

type Props = { readonly workshops: readonly WorkshopEntry[]; readonly rows: AllRows; readonly now: number };

function LiveNow({ workshops, rows, now }: Props) {
  const { t } = useTranslation();
  const open = workshops.flatMap((workshop) => {
    const { sessions, stages } = rows.of(workshop.id);
    const live = nextLiveSession(sessions, stages, now, workshop.data.zone);
    return live && live.phase === 'live' ? [{ workshop, live }] : [];
  });
  if (open.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2>{t('program.liveNow')}</h2>
      {open.map(({ workshop, live }) => (
        <LiveSessionCard key={live.session.id} workshop={workshop} live={live} now={now} waiting={0} />
      ))}
    </section>
  );
}

function Ahead({ workshops, rows, now }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const ahead = workshops
    .flatMap((workshop) =>
      upcoming(
        rows.of(workshop.id),
        now,
        workshop.data.zone,
        (count) => `${t('program.moments.recordings', { count })} ${t('program.opens')}`,
      ).map((item) => ({ ...item, workshop })),
    )
    .sort((a, b) => a.at - b.at)
    .slice(0, MOST_AHEAD);
  return (
    <section className={styles.section}>
      <h2>{t('program.next')}</h2>
      {ahead.length === 0 ? (
        <EmptyState title={t('program.nothingNext')} text={t('program.nothingNextText')} />
      ) : (
        <ul>
          {ahead.map(({ id, title, at, date, workshop }) => (
            <li key={`${workshop.id}-${id}`}>
              <Link href={workshopPath(workshop)} className={styles.next ?? ''}>
                <span className={styles.what}>
                  <b>{title}</b>
                  <small>
                    {workshopName(workshop.data)} ·{' '}
                    {date === null
                      ? weekdayWords(at, locale)
                      : weekdayWords(Date.parse(date), { ...locale, zone: 'UTC' })}
                  </small>
                </span>
                {date === null ? (
                  <CountdownWords at={at} now={now} />
                ) : (
                  <small>{relativeWords(at, now, locale.language)}</small>
                )}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Watch() {
  const { t } = useTranslation();
  const open = useOpenRecordings() ?? [];
  return (
    <section className={styles.section}>
      <h2>{t('program.released')}</h2>
      {open.length === 0 ? (
        <EmptyState title={t('program.nothingReleased')} text={t('program.nothingReleasedText')} />
      ) : (
        <OpenRecordingList recordings={open.slice(0, MOST_RECORDINGS)} />
      )}
    </section>
  );
}

function Mine() {
  const { t } = useTranslation();
  const questions = useMyQuestions() ?? [];
  if (questions.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2>{t('shell.questions')}</h2>
      <MyQuestionList questions={questions.slice(0, MOST_QUESTIONS)} />
    </section>
  );
}
