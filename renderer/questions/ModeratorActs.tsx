import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { possibleActs } from '#shared/questions/transitions.ts';
import { Button } from '../design/Button.tsx';
import type { QuestionView } from '../sync/useQuestions.ts';
import { ActForm } from './ActForm.tsx';
import styles from './QuestionRow.module.css';
import { useQuestionActs } from './useQuestionActs.ts';

/** What a moderator can do to a question, as its state allows (rule Q1). */
export function ModeratorActs({ view }: { readonly view: QuestionView }) {
  const { t } = useTranslation();
  const send = useQuestionActs();
  const [form, setForm] = useState<'dismiss' | 'answer' | null>(null);
  const acts = possibleActs(view.data.state);
  const questionId = view.id;
  if (acts.every((act) => act === 'withdraw')) return null;
  return (
    <div className={styles.acts}>
      {acts.includes('approve') ? (
        <Button small onPress={() => send('question.approve', { questionId })}>
          {t('questions.approve')}
        </Button>
      ) : null}
      {acts.includes('answer') ? (
        <Button small onPress={() => setForm('answer')}>
          {t('questions.answer')}
        </Button>
      ) : null}
      {acts.includes('restore') ? (
        <Button small onPress={() => send('question.restore', { questionId })}>
          {t('questions.restore')}
        </Button>
      ) : null}
      {acts.includes('dismiss') ? (
        <Button small variant="quiet" onPress={() => setForm('dismiss')}>
          {t('questions.dismiss')}
        </Button>
      ) : null}
      {form ? <ActForm kind={form} questionId={questionId} onClose={() => setForm(null)} /> : null}
    </div>
  );
}
