import { CircleQuestionMark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../design/EmptyState.tsx';
import type { QuestionView } from '../../sync/useQuestions.ts';
import { useStageRoom } from '../room/StageScope.ts';
import type { Board } from './board.ts';
import { HandItem } from './HandItem.tsx';
import styles from './Panel.module.css';
import { QuestionItem } from './QuestionItem.tsx';
import type { QuestionOrigin } from './QuestionNow.tsx';
import { runningOrder } from './runningOrder.ts';
import type { BoardActs } from './useBoard.ts';

type Props = {
  readonly board: Board<QuestionView>;
  readonly acts: BoardActs;
  readonly originOf: (question: QuestionView) => QuestionOrigin | null;
  readonly moderates: boolean;
};

/** What comes next, questions and raised hands together; then what waits, and what was answered. */
export function RunningOrder({ board, acts, originOf, moderates }: Props) {
  const { t } = useTranslation();
  const { view, runs } = useStageRoom();
  const hands = runs ? (view.stage?.hands ?? []) : [];
  const item = (question: QuestionView) => (
    <QuestionItem
      key={question.id}
      question={question}
      origin={originOf(question)}
      acts={acts}
      moderates={moderates}
    />
  );
  const empty = board.order.length + board.waiting.length + board.answered.length + hands.length === 0;
  return (
    <>
      {runs && hands.length > 0 && (
        <p className={styles.counts}>
          {t('hands.order.counts', {
            questions: t('hands.order.questions', { count: board.order.length }),
            hands: t('hands.order.hands', { count: hands.length }),
          })}
        </p>
      )}
      <ul aria-label={t('hands.order.label')}>
        {runningOrder(board.order, hands).map((entry) =>
          entry.kind === 'hand' ? (
            <HandItem key={`hand ${entry.hand.accountId}`} hand={entry.hand} />
          ) : (
            item(entry.question)
          ),
        )}
      </ul>
      {empty && board.live === null && (
        <EmptyState
          icon={<CircleQuestionMark aria-hidden="true" />}
          title={t('live.panel.empty.title')}
          text={t('live.panel.empty.text')}
        />
      )}
      {board.waiting.length > 0 && (
        <>
          <h2 className={styles.heading}>
            {t(moderates ? 'live.panel.waiting' : 'live.panel.yours')}
            <b>{board.waiting.length}</b>
          </h2>
          <ul>{board.waiting.map(item)}</ul>
        </>
      )}
      {board.answered.length > 0 && (
        <>
          <h2 className={styles.heading}>{t('live.panel.answeredTitle')}</h2>
          <ul>{board.answered.map(item)}</ul>
        </>
      )}
    </>
  );
}
