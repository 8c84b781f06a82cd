import { Check, CircleQuestionMark, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { Button } from '../../design/Button.tsx';
import type { QuestionView } from '../../sync/useQuestions.ts';
import { clockText } from '../room/clockText.ts';
import styles from './QuestionNow.module.css';

/** The talk that raised a question, and where to watch the moment; `null` where none did. */
export type QuestionOrigin = {
  readonly title: string;
  readonly path: string;
  readonly second: number | null;
};

type Props = {
  readonly question: QuestionView;
  readonly origin: QuestionOrigin | null;
  readonly moderates: boolean;
  readonly onAnswered: () => void;
  readonly onTakeBack: () => void;
};

/** The question that is being answered, above everybody. */
export function QuestionNow({ question, origin, moderates, onAnswered, onTakeBack }: Props) {
  const { t } = useTranslation();
  const asker = question.data.askedBy;
  return (
    <section className={styles.now} aria-label={t('live.now.label')}>
      <p className={styles.facts}>
        <CircleQuestionMark aria-hidden="true" />
        <span>{t('live.now.label')}</span>
        <span className="tabular">{t('live.now.votes', { count: question.votes })}</span>
        {origin && (
          <span>
            <Link href={origin.path} title={origin.title}>
              {origin.second === null
                ? t('live.now.of', { talk: origin.title })
                : t('live.now.from', { time: clockText(origin.second), talk: origin.title })}
            </Link>
          </span>
        )}
        <span>{asker === null ? t('live.now.anonymous') : t('live.now.askedBy', { name: asker })}</span>
      </p>
      <p className={styles.text}>{question.data.text}</p>
      {moderates && (
        <div className={styles.acts}>
          <Button small variant="primary" icon={<Check aria-hidden="true" />} onPress={onAnswered}>
            {t('live.now.answered')}
          </Button>
          <Button small icon={<Undo2 aria-hidden="true" />} onPress={onTakeBack}>
            {t('live.now.takeBack')}
          </Button>
        </div>
      )}
    </section>
  );
}
