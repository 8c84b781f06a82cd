import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nextState } from '#shared/questions/transitions.ts';
import { Button } from '../design/Button.tsx';
import { ConfirmDialog } from '../design/ConfirmDialog.tsx';
import { toast } from '../design/Toast.tsx';
import type { QuestionView } from '../sync/useQuestions.ts';
import styles from './QuestionRow.module.css';
import { useQuestionActs } from './useQuestionActs.ts';

/** What its author can do: withdraw it. */
export function OwnActs({ view }: { readonly view: QuestionView }) {
  const { t } = useTranslation();
  const send = useQuestionActs();
  const [asking, setAsking] = useState(false);
  if (nextState(view.data.state, 'withdraw') === null) return null;
  const withdraw = async () => {
    if (await send('question.withdraw', { questionId: view.id })) {
      toast({ tone: 'ok', text: t('questions.withdrawn') });
    }
  };
  return (
    <div className={styles.acts}>
      <Button small variant="quiet" onPress={() => setAsking(true)}>
        {t('questions.withdraw')}
      </Button>
      <ConfirmDialog
        title={t('questions.withdrawTitle')}
        text={t('questions.withdrawText')}
        act={t('questions.withdraw')}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={withdraw}
      />
    </div>
  );
}
