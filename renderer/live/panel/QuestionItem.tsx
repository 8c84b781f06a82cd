import { Check, ChevronUp, MessageCircleReply, X } from 'lucide-react';
import { useState } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../design/IconButton.tsx';
import { ActForm } from '../../questions/ActForm.tsx';
import type { QuestionView } from '../../sync/useQuestions.ts';
import { clockText } from '../room/clockText.ts';
import styles from './Panel.module.css';
import type { QuestionOrigin } from './QuestionNow.tsx';
import type { BoardActs } from './useBoard.ts';

type Props = {
  readonly question: QuestionView;
  readonly origin: QuestionOrigin | null;
  readonly acts: BoardActs;
  readonly moderates: boolean;
};

/** A question in the running order: votes, words, where it comes from. */
export function QuestionItem({ question, origin, acts, moderates }: Props) {
  const { state } = question.data;
  return (
    <li className={styles.item}>
      {state === 'approved' && <VoteButton question={question} acts={acts} />}
      {state === 'answered' && <Check className={styles.answered} aria-hidden="true" />}
      <div className={styles.words}>
        <p>{question.data.text}</p>
        <Facts question={question} origin={origin} />
      </div>
      {moderates && <Acts question={question} acts={acts} />}
    </li>
  );
}

function VoteButton({ question, acts }: Pick<Props, 'question' | 'acts'>) {
  const { t } = useTranslation();
  const { text } = question.data;
  return (
    <ToggleButton
      className={styles.vote ?? ''}
      isSelected={question.voted}
      onChange={() => acts.toggleVote(question)}
      aria-label={[
        t(question.voted ? 'live.panel.unvote' : 'live.panel.vote', { text }),
        t('live.panel.votesSaid', { count: question.votes }),
      ].join(', ')}
    >
      <ChevronUp aria-hidden="true" />
      <span aria-hidden="true">{question.votes}</span>
    </ToggleButton>
  );
}

function Facts({ question, origin }: Pick<Props, 'question' | 'origin'>) {
  const { t } = useTranslation();
  const place = origin && origin.second !== null ? clockText(origin.second) : null;
  const asker = [
    question.data.askedBy ?? t('live.panel.anonymous'),
    question.data.sample ? t('live.panel.sample') : null,
    question.sending ? t('live.panel.sending') : null,
  ];
  const from = [place, origin?.title].filter(Boolean).join(' · ');
  return (
    <small className={styles.facts}>
      {from !== '' && <span title={from}>{from}</span>}
      <span>{asker.filter(Boolean).join(' · ')}</span>
    </small>
  );
}

function Acts({ question, acts }: Pick<Props, 'question' | 'acts'>) {
  const { t } = useTranslation();
  const [dismissing, setDismissing] = useState(false);
  const { text, state } = question.data;
  return (
    <div className={styles.acts} data-state={state}>
      {state === 'pending' && (
        <IconButton
          small
          icon={<Check aria-hidden="true" />}
          label={t('live.panel.approve', { text })}
          onPress={() => acts.approve(question)}
        />
      )}
      {state === 'approved' && (
        <IconButton
          small
          icon={<MessageCircleReply aria-hidden="true" />}
          label={t('live.panel.putLive', { text })}
          onPress={() => acts.putLive(question)}
        />
      )}
      {(state === 'pending' || state === 'approved') && (
        <IconButton
          small
          icon={<X aria-hidden="true" />}
          label={t('live.panel.dismiss', { text })}
          onPress={() => setDismissing(true)}
        />
      )}
      {dismissing && <ActForm kind="dismiss" questionId={question.id} onClose={() => setDismissing(false)} />}
    </div>
  );
}
