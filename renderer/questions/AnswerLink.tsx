import { Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { clockText } from '#shared/program/clockText.ts';
import type { Answer } from '#shared/questions/question.ts';
import { useRow } from '../sync/useRows.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { recordingPath } from '../workspace/routes.ts';
import styles from './QuestionRow.module.css';

type Props = {
  readonly answer: Answer;
  /** Jumps within the recording that is open here, where the answer is in that one. */
  readonly onSeek?: ((second: number) => void) | undefined;
  /** The recording that is open here. */
  readonly here?: string | undefined;
};

/** Leads from a question to the place of its answer (rule Q2): `Watch 2:10 ▷`. */
export function AnswerLink({ answer: { span }, onSeek, here }: Props) {
  const { t } = useTranslation();
  const workshop = useWorkshop();
  const recording = useRow('recording', span?.recordingId ?? '');
  if (!span) return null;
  const inside = (
    <>
      {t('questions.watchAnswer', { time: clockText(span.start) })}
      <Play aria-hidden />
    </>
  );
  if (onSeek && here === span.recordingId) {
    return (
      <button type="button" className={styles.watch} onClick={() => onSeek(span.start)}>
        {inside}
      </button>
    );
  }
  if (!recording) return null;
  return (
    <Link href={recordingPath(workshop, recording.data.of, span.start)} className={styles.watch ?? ''}>
      {inside}
    </Link>
  );
}
