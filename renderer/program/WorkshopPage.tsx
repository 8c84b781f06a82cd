import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { classes } from '../design/classes.ts';
import { FromPackBanner } from '../packs/FromPack.tsx';
import { useProgramNow } from '../sync/useProgramNow.ts';
import { useQuestions } from '../sync/useQuestions.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { Page, PageLoading } from '../workspace/Page.tsx';
import { Announcements } from './Announcements.tsx';
import { Facts } from './Facts.tsx';
import { Hero } from './Hero.tsx';
import { LiveCard } from './LiveCard.tsx';
import { Markdown } from './Markdown.tsx';
import { ProgramSection } from './ProgramSection.tsx';
import { useProgramChoice } from './programChoice.ts';
import { questionCounts } from './questionCounts.ts';
import { useProgram } from './useProgram.ts';
import styles from './WorkshopPage.module.css';

/** A workshop's home: what is next, what can be watched, and what there is to know. */
export function WorkshopPage() {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const program = useProgram();
  const questions = useQuestions();
  const now = useProgramNow(1000);
  const [{ view }] = useProgramChoice(workshop.id);
  const counts = useMemo(() => questionCounts(questions ?? []), [questions]);
  const dated = useMemo(
    () => program?.entries.some(({ start, date }) => start !== null || date !== null) ?? false,
    [program],
  );
  const timed = useMemo(() => program?.entries.some(({ start }) => start !== null) ?? false, [program]);
  if (!program) return <PageLoading />;
  const live = <LiveCard workshop={workshop} now={now} questions={questions ?? []} />;
  const wide = timed && view === 'timeline';
  const section = <ProgramSection workshop={workshop} program={program} questions={counts} now={now} />;
  return (
    <Page title={workshop.data.title}>
      <Hero workshop={workshop} dated={dated} />
      <FromPackBanner workshop={workshop} />
      <Announcements now={now} />
      {/* A timeline takes the whole width: the facts then stand below it. */}
      <div
        className={classes(
          styles.cols,
          wide && styles.wide,
          program.entries.length === 0 && styles.aboutFirst,
        )}
      >
        <div className={styles.read}>
          {live}
          {section}
        </div>
        {workshop.data.about ? (
          <section className={styles.about}>
            <h2>{t('program.about')}</h2>
            <Markdown text={workshop.data.about} />
          </section>
        ) : null}
        <div className={styles.side}>
          <Facts workshop={workshop} talks={program.talks} now={now} />
        </div>
      </div>
    </Page>
  );
}
