import { ChevronUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { useTranslation } from 'react-i18next';
import { clockText } from '#shared/program/clockText.ts';
import type { QuestionState } from '#shared/questions/question.ts';
import { Tag } from '../design/Tag.tsx';
import { useRefusal } from '../i18n/useRefusal.ts';
import type { QuestionView } from '../sync/useQuestions.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { AnswerLink } from './AnswerLink.tsx';
import { ModeratorActs } from './ModeratorActs.tsx';
import { OwnActs } from './OwnActs.tsx';
import styles from './QuestionRow.module.css';
import { RefusedActs } from './RefusedActs.tsx';
import { useQuestionActs } from './useQuestionActs.ts';

export type QuestionRowProps = {
  readonly view: QuestionView;
  readonly moderates: boolean;
  /** Jumps to the question's second, where that can be played here. */
  readonly onSeek?: ((second: number) => void) | undefined;
  /** The recording that is open here. */
  readonly here?: string | undefined;
  /** Where it was asked, if not here. */
  readonly where?: ReactNode;
};

const tone: Partial<Record<QuestionState, 'waits' | 'answered' | 'live'>> = {
  pending: 'waits',
  approved: 'waits',
  live: 'live',
  answered: 'answered',
};

/** A question with its votes, its state in words, and what this reader may do with it. */
export function QuestionRow({ view, moderates, onSeek, here, where }: QuestionRowProps) {
  return (
    <li className={styles.row}>
      <Vote view={view} />
      <div className={styles.body}>
        <p className={styles.text}>{view.data.text}</p>
        <Meta view={view} onSeek={onSeek} here={here} where={where} />
        {view.answer?.text ? <p className={styles.answer}>{view.answer.text}</p> : null}
        <Acts view={view} moderates={moderates} />
      </div>
    </li>
  );
}

/** A question that was refused itself is nothing to anybody else: it can only be edited or discarded. */
function Acts({ view, moderates }: Pick<QuestionRowProps, 'view' | 'moderates'>) {
  if (view.commandId !== null) return <RefusedActs commandId={view.commandId} />;
  return (
    <>
      {moderates ? <ModeratorActs view={view} /> : null}
      {view.mine ? <OwnActs view={view} /> : null}
    </>
  );
}

function Vote({ view }: { readonly view: QuestionView }) {
  const { t } = useTranslation();
  const send = useQuestionActs();
  const { fromPack } = useWorkshop();
  const open = !fromPack && (view.data.state === 'approved' || view.data.state === 'live');
  return (
    <ToggleButton
      className={styles.vote ?? ''}
      isSelected={view.voted}
      isDisabled={!open}
      aria-label={`${t('questions.vote')}, ${t('questions.votes', { count: view.votes })}`}
      onChange={(voted) => send(voted ? 'question.vote' : 'question.unvote', { questionId: view.id })}
    >
      {open ? <ChevronUp aria-hidden /> : null}
      {view.votes}
    </ToggleButton>
  );
}

type MetaProps = {
  readonly view: QuestionView;
  readonly onSeek: ((second: number) => void) | undefined;
  readonly here: string | undefined;
  readonly where: ReactNode;
};

function Meta({ view, onSeek, here, where }: MetaProps) {
  const { t } = useTranslation();
  const { anchor, state, askedBy, sample } = view.data;
  const asker = view.mine
    ? t(askedBy === null ? 'questions.youAnonymous' : 'questions.you')
    : (askedBy ?? view.authorName ?? t('questions.anonymousAsker'));
  return (
    <p className={styles.meta}>
      {where ? <span className={styles.where}>{where}</span> : null}
      {anchor ? (
        <span>
          {onSeek ? (
            <button type="button" className={styles.at} onClick={() => onSeek(anchor.second)}>
              {clockText(anchor.second)}
            </button>
          ) : (
            clockText(anchor.second)
          )}
        </span>
      ) : null}
      <span>{asker}</span>
      <StateWords view={view} tone={tone[state] && styles[tone[state]]} />
      {view.answer?.span ? (
        <span>
          <AnswerLink answer={view.answer} onSeek={onSeek} here={here} />
        </span>
      ) : null}
      {sample ? (
        <span>
          <Tag>{t('common.sample')}</Tag>
        </span>
      ) : null}
    </p>
  );
}

function StateWords({
  view,
  tone: className,
}: {
  readonly view: QuestionView;
  readonly tone: string | undefined;
}) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const { state, dismissal } = view.data;
  if (view.refused)
    return <span className={styles.live}>{t('questions.refused', { reason: sentence(view.refused) })}</span>;
  const words =
    state === 'dismissed' && dismissal
      ? t('questions.dismissedBecause', { reason: dismissal })
      : t(`questions.state.${state}`);
  return (
    <>
      <span className={className}>{words}</span>
      {view.sending ? <span className={styles.waits}>{t('questions.sending')}</span> : null}
    </>
  );
}
