import { CircleQuestionMark } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Place } from '#shared/live/stage.ts';
import { EmptyState } from '../design/EmptyState.tsx';
import { Segmented } from '../design/Segmented.tsx';
import type { QuestionView } from '../sync/useQuestions.ts';
import { AskBox } from './AskBox.tsx';
import type { Board } from './board.ts';
import styles from './Panel.module.css';
import { People } from './People.tsx';
import type { StagePerson } from './person.ts';
import { QuestionItem } from './QuestionItem.tsx';
import type { QuestionOrigin } from './QuestionNow.tsx';
import type { BoardActs } from './useBoard.ts';

type Props = {
  readonly board: Board<QuestionView>;
  readonly acts: BoardActs;
  readonly originOf: (question: QuestionView) => QuestionOrigin | null;
  readonly moderates: boolean;
  readonly onStage: readonly StagePerson[];
  readonly inAudience: readonly Place[];
  readonly audience: number;
};

type Tab = 'order' | 'people';

/** Beside the stage: what comes next, who is here, and a field to ask. */
export function Panel(props: Props) {
  const { t } = useTranslation();
  const [tab, setTab] = useState<Tab>('order');
  const waiting = props.board.waiting.length;
  return (
    <aside className={styles.panel} aria-label={t('live.panel.label')}>
      <Segmented<Tab>
        label={t('live.panel.label')}
        wide
        value={tab}
        onChange={setTab}
        options={[
          {
            value: 'order',
            label: t('live.panel.order'),
            ...(props.moderates && waiting > 0 ? { count: waiting } : {}),
          },
          { value: 'people', label: t('live.panel.people') },
        ]}
      />
      <div className={styles.scroll}>
        {tab === 'order' ? <RunningOrder {...props} /> : <People {...props} />}
      </div>
      <AskBox onAsk={props.acts.ask} />
    </aside>
  );
}

function RunningOrder({ board, acts, originOf, moderates }: Props) {
  const { t } = useTranslation();
  const list = (questions: readonly QuestionView[]) => (
    <ul>
      {questions.map((question) => (
        <QuestionItem
          key={question.id}
          question={question}
          origin={originOf(question)}
          acts={acts}
          moderates={moderates}
        />
      ))}
    </ul>
  );
  const empty = board.order.length + board.waiting.length + board.answered.length === 0;
  return (
    <>
      {list(board.order)}
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
          {list(board.waiting)}
        </>
      )}
      {board.answered.length > 0 && (
        <>
          <h2 className={styles.heading}>{t('live.panel.answeredTitle')}</h2>
          {list(board.answered)}
        </>
      )}
    </>
  );
}
