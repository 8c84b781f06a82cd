import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QUESTION_MAX_LENGTH, questionText } from '#shared/questions/question.ts';
import { SendField } from '../../design/SendField.tsx';
import { Switch } from '../../design/Switch.tsx';
import styles from './Panel.module.css';

type Props = {
  /** What is typed; it outlives the box. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onAsk: (text: string, anonymous: boolean) => Promise<void>;
};

/** Asks the speakers, also while offline; what could not be saved stays in the field. */
export function AskBox({ text, onText, onAsk }: Props) {
  const { t } = useTranslation();
  const [anonymous, setAnonymous] = useState(false);
  const [after, setAfter] = useState<'asked' | 'failed' | null>(null);
  const failed = after === 'failed';
  const tooLong = text.trim().length > QUESTION_MAX_LENGTH;
  const ready = questionText.safeParse(text).success;

  const ask = async () => {
    try {
      await onAsk(text.trim(), anonymous);
      onText('');
      setAfter('asked');
    } catch (error) {
      console.error('a question could not be saved', error);
      setAfter('failed');
    }
  };
  return (
    <div className={styles.ask}>
      {text !== '' && (
        <Switch isSelected={anonymous} onChange={setAnonymous}>
          {t('live.ask.anonymous')}
        </Switch>
      )}
      <p className={styles.said} role="status">
        {after === 'asked' ? t('live.ask.asked') : ''}
      </p>
      <SendField
        label={t('live.ask.label')}
        sendLabel={t('live.ask.send')}
        placeholder={t('live.ask.placeholder')}
        text={text}
        onText={(typed) => {
          onText(typed);
          setAfter(null);
        }}
        onSend={() => void ask()}
        ready={ready}
        invalid={tooLong || failed}
      />
      {tooLong && <p className={styles.error}>{t('live.ask.tooLong', { limit: QUESTION_MAX_LENGTH })}</p>}
      {failed && (
        <p className={styles.error} role="alert">
          {t('live.ask.failed')}
        </p>
      )}
    </div>
  );
}
