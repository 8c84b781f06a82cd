import { MessageCircleQuestionMark } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { moderatesQuestion } from '#shared/questions/moderatesQuestion.ts';
import { Button } from '../design/Button.tsx';
import { EmptyState } from '../design/EmptyState.tsx';
import { Segmented } from '../design/Segmented.tsx';
import type { QuestionView } from '../sync/useQuestions.ts';
import { AskForm, type AskFormProps } from './AskForm.tsx';
import { orderQuestions, type QuestionOrder } from './orderQuestions.ts';
import { QuestionRow } from './QuestionRow.tsx';
import styles from './TalkQuestions.module.css';
import { useModeration } from './useModeration.ts';

export type TalkQuestionsProps = {
  readonly questions: readonly QuestionView[];
  /** The form while something is being asked. */
  readonly asking: AskFormProps | null;
  readonly onAsk: () => void;
  readonly onSeek?: (second: number) => void;
  /** The recording that is open on this page. */
  readonly here?: string;
};

/** The questions of a talk, and the place to ask one. */
export function TalkQuestions({ questions, asking, onAsk, onSeek, here }: TalkQuestionsProps) {
  const { t } = useTranslation();
  const moderation = useModeration();
  const [order, setOrder] = useState<QuestionOrder>('moment');
  const shown = orderQuestions(
    questions.filter(({ data }) => data.state !== 'withdrawn'),
    order,
  );
  return (
    <section className={styles.section}>
      <div className={styles.bar}>
        <h2>{t('questions.atTalk')}</h2>
        {shown.length > 1 ? (
          <Segmented
            label={t('questions.order')}
            value={order}
            onChange={setOrder}
            options={[
              { value: 'moment', label: t('questions.byMoment') },
              { value: 'votes', label: t('questions.byVotes') },
            ]}
          />
        ) : null}
      </div>
      {asking ? <AskForm {...asking} /> : null}
      {shown.length === 0 && !asking ? (
        <EmptyState
          icon={<MessageCircleQuestionMark aria-hidden />}
          title={t('questions.empty')}
          text={t(onSeek ? 'questions.emptyText' : 'questions.emptyNoRecording')}
          act={<Button onPress={onAsk}>{t('questions.ask')}</Button>}
        />
      ) : null}
      <ul>
        {shown.map((view) => (
          <QuestionRow
            key={view.id}
            view={view}
            moderates={moderation !== undefined && moderatesQuestion(moderation, view.data)}
            onSeek={onSeek}
            here={here}
          />
        ))}
      </ul>
    </section>
  );
}
