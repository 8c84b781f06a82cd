import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { moderatesAny, moderatesQuestion } from '#shared/questions/moderatesQuestion.ts';
import { EmptyState } from '../design/EmptyState.tsx';
import { type QuestionView, useQuestions } from '../sync/useQuestions.ts';
import { useRows } from '../sync/useRows.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { Page, PageHead, PageLoading } from '../workspace/Page.tsx';
import { talkPath } from '../workspace/routes.ts';
import { orderQuestions } from './orderQuestions.ts';
import { QuestionRow } from './QuestionRow.tsx';
import styles from './TalkQuestions.module.css';
import { useModeration } from './useModeration.ts';

/** The questions that their reader moderates: what comes in beside what is in order. */
export function BoardPage() {
  const { t } = useTranslation();
  const moderation = useModeration();
  const questions = useQuestions();
  if (moderation && !moderatesAny(moderation)) {
    return (
      <Page title={t('questions.board')}>
        <EmptyState title={t('questions.notModerator')} text={t('questions.notModeratorText')} />
      </Page>
    );
  }
  if (!questions || !moderation) return <PageLoading />;
  const moderated = questions.filter(({ data }) => moderatesQuestion(moderation, data));
  const of = (...states: string[]) => moderated.filter(({ data }) => states.includes(data.state));
  const live = of('live');
  return (
    <Page title={t('questions.board')}>
      <PageHead title={t('questions.board')} text={t('questions.boardText')} />
      <div className={styles.columns}>
        <BoardList
          title={t('questions.boardWaiting')}
          none={t('questions.boardEmpty.waiting')}
          views={of('pending')}
        />
        <div>
          {live.length > 0 ? <BoardList title={t('questions.boardLive')} none="" views={live} /> : null}
          <BoardList
            title={t('questions.boardOrder')}
            none={t('questions.boardEmpty.order')}
            views={orderQuestions(of('approved'), 'votes')}
          />
        </div>
        <BoardList
          title={t('questions.boardAnswered')}
          none={t('questions.boardEmpty.answered')}
          views={of('answered')}
        />
        <BoardList
          title={t('questions.boardDismissed')}
          none={t('questions.boardEmpty.dismissed')}
          views={of('dismissed')}
        />
      </div>
    </Page>
  );
}

type BoardListProps = {
  readonly title: string;
  readonly none: string;
  readonly views: readonly QuestionView[];
};

function BoardList({ title, none, views }: BoardListProps) {
  const workshop = useWorkshop();
  const talks = new Map((useRows('talk') ?? []).map((row) => [row.id, row.data.title]));
  const where = ({ data }: QuestionView) =>
    data.talkId && talks.has(data.talkId) ? (
      <Link href={talkPath(workshop, data.talkId, data.anchor?.second)} title={talks.get(data.talkId)}>
        {talks.get(data.talkId)}
      </Link>
    ) : null;
  return (
    <section>
      <h2>
        {title} {views.length > 0 ? <span>{views.length}</span> : null}
      </h2>
      {views.length === 0 ? <p className={styles.none}>{none}</p> : null}
      <ul>
        {views.map((view) => (
          <QuestionRow key={view.id} view={view} where={where(view)} moderates />
        ))}
      </ul>
    </section>
  );
}
