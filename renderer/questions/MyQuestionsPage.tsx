import { MessageCircleQuestionMark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { moderatesQuestion } from '#shared/questions/moderatesQuestion.ts';
import { EmptyState } from '../design/EmptyState.tsx';
import { WorkshopScope } from '../sync/WorkshopScope.tsx';
import { LinkButton } from '../workspace/LinkButton.tsx';
import { Page, PageHead, PageLoading } from '../workspace/Page.tsx';
import { talkPath, workshopPath } from '../workspace/routes.ts';
import { useAllRows } from '../workspace/useAllRows.ts';
import { type MyQuestion, useMyQuestions } from '../workspace/useMyQuestions.ts';
import { workshopName } from '../workspace/workshopName.ts';
import { QuestionRow, type QuestionRowProps } from './QuestionRow.tsx';
import { useModeration } from './useModeration.ts';

/** Everything I asked, with what became of it. */
export function MyQuestionsPage() {
  const { t } = useTranslation();
  const questions = useMyQuestions();
  if (!questions) return <PageLoading />;
  return (
    <Page title={t('questions.mine')}>
      <PageHead title={t('questions.mine')} text={t('questions.mineText')} />
      {questions.length === 0 ? (
        <EmptyState
          icon={<MessageCircleQuestionMark aria-hidden />}
          title={t('questions.mineEmpty')}
          text={t('questions.mineEmptyText')}
          act={<LinkButton href="/">{t('shell.toToday')}</LinkButton>}
        />
      ) : (
        <MyQuestionList questions={questions} />
      )}
    </Page>
  );
}

/** Questions of several workshops, each with a way to where it was asked. */
export function MyQuestionList({ questions }: { readonly questions: readonly MyQuestion[] }) {
  const talks = new Map((useAllRows('talk') ?? []).map((row) => [row.id, row.data.title]));
  const where = ({ entry, view }: MyQuestion) => {
    const { talkId, anchor } = view.data;
    const href = talkId ? talkPath(entry, talkId, anchor?.second) : workshopPath(entry);
    const title = (talkId && talks.get(talkId)) ?? workshopName(entry.data);
    return (
      <Link href={href} title={title}>
        {title}
      </Link>
    );
  };
  return (
    <ul>
      {questions.map((mine) => (
        <WorkshopScope key={mine.view.id} hub={mine.entry.hub.fingerprint} slug={mine.entry.data.slug}>
          <OwnQuestion view={mine.view} where={where(mine)} />
        </WorkshopScope>
      ))}
    </ul>
  );
}

function OwnQuestion(props: Pick<QuestionRowProps, 'view' | 'where'>) {
  const moderation = useModeration();
  const moderates = moderation !== undefined && moderatesQuestion(moderation, props.view.data);
  return <QuestionRow {...props} moderates={moderates} />;
}
