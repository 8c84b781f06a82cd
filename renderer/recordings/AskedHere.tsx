import { MessageCircleQuestionMark, MessageCircleReply, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { clockText } from '#shared/program/clockText.ts';
import type { Anchor } from '#shared/questions/question.ts';
import { classes } from '../design/classes.ts';
import { AnswerLink } from '../questions/AnswerLink.tsx';
import rowStyles from '../questions/QuestionRow.module.css';
import type { QuestionView } from '../sync/useQuestions.ts';
import { useRow } from '../sync/useRows.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { recordingPath } from '../workspace/routes.ts';
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

type AnsweredProps = {
  readonly view: QuestionView;
  /** The recording that is open here. */
  readonly here: string;
};

/**
 * Where a question is answered in the recording, with the way back to the second that raised it (rule Q2): here,
 * or in another recording.
 */
export function AnsweredHere({ view, here }: AnsweredProps) {
  const { t } = useTranslation();
  const acts = useMediaActs();
  const { text, anchor } = view.data;
  const raisedHere = anchor?.recordingId === here ? anchor.second : null;
  const answered = view.answer?.span?.start ?? 0;
  return (
    <div className={classes(styles.askedHere, styles.answeredHere)}>
      <button
        type="button"
        className={classes(styles.cue, styles.asked, styles.answeredHere)}
        onClick={() => acts.seek(raisedHere ?? answered)}
      >
        <MessageCircleReply aria-hidden />
        <span>
          {text}
          <small className={styles.done}>
            {raisedHere === null
              ? `${t('questions.answeredHere')} · ${clockText(answered)}`
              : t('questions.answeredHereFrom', { time: clockText(raisedHere) })}
          </small>
        </span>
      </button>
      {anchor && raisedHere === null ? <RaisedThere anchor={anchor} /> : null}
    </div>
  );
}

/** Leads to the second of another recording that raised a question. */
function RaisedThere({ anchor: { recordingId, second } }: { readonly anchor: Anchor }) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const recording = useRow('recording', recordingId);
  if (!recording) return null;
  return (
    <Link href={recordingPath(workshop, recording.data.of, second)} className={rowStyles.watch ?? ''}>
      {t('questions.watchRaised', { time: clockText(second) })}
      <Play aria-hidden />
    </Link>
  );
}
