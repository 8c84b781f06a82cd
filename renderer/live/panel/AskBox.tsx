import { SendHorizontal } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QUESTION_MAX_LENGTH, questionText } from '#shared/questions/question.ts';
import { IconButton } from '../../design/IconButton.tsx';
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
    if (!ready) return;
    try {
      await onAsk(text.trim(), anonymous);
      onText('');
      setAfter('asked');
    } catch (error) {
      console.error('a question could not be saved', error);
      setAfter('failed');
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void ask();
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
      <div className={styles.field}>
        <textarea
          rows={1}
          aria-label={t('live.ask.label')}
          placeholder={t('live.ask.placeholder')}
          value={text}
          aria-invalid={tooLong || failed}
          onChange={(event) => {
            onText(event.target.value);
            setAfter(null);
          }}
          onKeyDown={onKeyDown}
        />
        <IconButton
          variant="quiet"
          icon={<SendHorizontal aria-hidden="true" />}
          label={t('live.ask.send')}
          shortcut="Enter"
          isDisabled={!ready}
          onPress={() => void ask()}
        />
      </div>
      {tooLong && <p className={styles.error}>{t('live.ask.tooLong', { limit: QUESTION_MAX_LENGTH })}</p>}
      {failed && (
        <p className={styles.error} role="alert">
          {t('live.ask.failed')}
        </p>
      )}
    </div>
  );
}
