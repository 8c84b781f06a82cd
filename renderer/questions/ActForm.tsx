import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/Button.tsx';
import { Dialog, DialogActs } from '../design/Dialog.tsx';
import { TextArea } from '../design/TextField.tsx';
import { useQuestionActs } from './useQuestionActs.ts';

export type ActFormProps = {
  readonly kind: 'dismiss' | 'answer';
  readonly questionId: string;
  readonly onClose: () => void;
};

/** Asks a moderator for the words that go with dismissing or answering a question. */
export function ActForm({ kind, questionId, onClose }: ActFormProps) {
  const { t } = useTranslation();
  const send = useQuestionActs();
  const [text, setText] = useState('');
  const dismiss = kind === 'dismiss';
  const submit = async () => {
    const written = text.trim();
    const saved = dismiss
      ? await send('question.dismiss', { questionId, reason: written })
      : await send('question.answer', { questionId, text: written === '' ? null : written });
    if (saved) onClose();
  };
  return (
    <Dialog isOpen title={t(dismiss ? 'questions.dismissTitle' : 'questions.answerTitle')} onClose={onClose}>
      <TextArea
        autoFocus
        label={t(dismiss ? 'questions.dismissReason' : 'questions.answerText')}
        hint={t(dismiss ? 'questions.dismissHint' : 'questions.answerHint')}
        maxLength={dismiss ? 300 : 4000}
        value={text}
        onChange={setText}
      />
      <DialogActs>
        <Button onPress={onClose}>{t('common.cancel')}</Button>
        <Button variant="primary" onPress={submit}>
          {t(dismiss ? 'questions.dismiss' : 'questions.answerSave')}
        </Button>
      </DialogActs>
    </Dialog>
  );
}
