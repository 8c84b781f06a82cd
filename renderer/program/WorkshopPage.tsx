import { useTranslation } from 'react-i18next';
import { EmptyState } from '../design/EmptyState.tsx';
import { useProgramNow } from '../sync/useProgramNow.ts';
import { useQuestions } from '../sync/useQuestions.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { Page, PageLoading } from '../workspace/Page.tsx';
import { Announcements } from './Announcements.tsx';
import { Facts } from './Facts.tsx';
import { Hero } from './Hero.tsx';
import { LiveCard } from './LiveCard.tsx';
import { Markdown } from './Markdown.tsx';
import { Program } from './Program.tsx';
import { questionCounts } from './questionCounts.ts';
import { TalkList } from './TalkList.tsx';
import { useTalkEntries } from './useTalkEntries.ts';
import styles from './WorkshopPage.module.css';

/** A workshop's home: what is next, what can be watched, and what there is to know. */
export function WorkshopPage() {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const entries = useTalkEntries();
  const questions = useQuestions();
  const now = useProgramNow(1000);
  if (!entries) return <PageLoading />;
  return (
    <Page title={workshop.data.title}>
      <Hero workshop={workshop} entries={entries} />
      <Announcements now={now} />
      <div className={styles.cols}>
        <div className={styles.read}>
          <LiveCard workshop={workshop} now={now} questions={questions ?? []} />
          <section className={styles.section}>
            <div className={styles.bar}>
              <h2>{t('program.recordings')}</h2>
            </div>
            {entries.length === 0 ? (
              <EmptyState title={t('program.noRecordings')} text={t('program.noRecordingsText')} />
            ) : (
              <TalkList
                workshop={workshop}
                entries={entries}
                questions={questionCounts(questions ?? [])}
                now={now}
              />
            )}
          </section>
          <Program entries={entries} />
          {workshop.data.about ? (
            <section className={styles.section}>
              <div className={styles.bar}>
                <h2>{t('program.about')}</h2>
              </div>
              <Markdown text={workshop.data.about} />
            </section>
          ) : null}
        </div>
        <Facts workshop={workshop} />
      </div>
    </Page>
  );
}
