import { MessageCircleQuestionMark, MessageCircleReply } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { clockText } from '#shared/program/clockText.ts';
import { classes } from '../design/classes.ts';
import { AnswerLink } from '../questions/AnswerLink.tsx';
import type { QuestionView } from '../sync/useQuestions.ts';
import styles from './TalkPage.module.css';
import { useMediaActs } from './useMediaActs.ts';

/** A question at the second that raised it, with the way to its answer. */
export function AskedHere({ view }: { readonly view: QuestionView }) {
  const { t } = useTranslation();
  const acts = useMediaActs();
  const { text, state, anchor } = view.data;
  const second = anchor?.second ?? 0;
  return (
    <div className={styles.askedHere}>
      <button type="button" className={classes(styles.cue, styles.asked)} onClick={() => acts.seek(second)}>
        <MessageCircleQuestionMark aria-hidden />
        <span>
          {text}
          <small className={state === 'answered' ? styles.done : undefined}>
            {t(`questions.state.${state}`)} · {clockText(second)}
          </small>
        </span>
      </button>
      {view.answer ? <AnswerLink answer={view.answer} onSeek={acts.seek} here={anchor?.recordingId} /> : null}
    </div>
  );
}

/** Where a question is answered in the recording, with the way back to the second that raised it (rule Q2). */
export function AnsweredHere({ view }: { readonly view: QuestionView }) {
  const { t } = useTranslation();
  const acts = useMediaActs();
  const { text, anchor } = view.data;
  return (
    <button
      type="button"
      className={classes(styles.cue, styles.asked, styles.answeredHere)}
      disabled={!anchor}
      onClick={() => acts.seek(anchor?.second ?? 0)}
    >
      <MessageCircleReply aria-hidden />
      <span>
        {text}
        <small className={styles.done}>
          {anchor
            ? t('questions.answeredHereFrom', { time: clockText(anchor.second) })
            : t('questions.answeredHere')}
        </small>
      </span>
    </button>
  );
}
