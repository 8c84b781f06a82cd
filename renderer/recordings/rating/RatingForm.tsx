import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { TextArea } from '../../design/TextField.tsx';
import styles from './Rating.module.css';
import { Stars } from './Stars.tsx';

const MOST = 2000;

export type RatingWords = { readonly stars: number; readonly text: string | null };

type Props = {
  readonly before: RatingWords | null;
  /** Resolves to what went wrong, `null` where it is on its way. */
  readonly onSend: (rating: RatingWords) => Promise<string | null>;
  readonly onClose: () => void;
};

/** Stars and optional words; says who will see them. */
export function RatingForm({ before, onSend, onClose }: Props) {
  const { t } = useTranslation();
  const [stars, setStars] = useState(before?.stars ?? null);
  const [text, setText] = useState(before?.text ?? '');
  const [wrong, setWrong] = useState<string | null>(null);
  const over = text.trim().length - MOST;
  const send = async () => {
    if (stars === null || over > 0) return;
    setWrong(await onSend({ stars, text: text.trim() || null }));
  };
  return (
    <>
      <Stars value={stars} onChange={setStars} />
      {stars === null ? null : (
        <TextArea
          label={t('notes.rating.words')}
          placeholder={t('notes.rating.placeholder')}
          value={text}
          onChange={setText}
          error={over > 0 ? t('notes.tooLong', { count: over }) : wrong}
        />
      )}
      <p className={styles.who}>{t('notes.rating.who')}</p>
      <div className={styles.acts}>
        <Button small variant="primary" isDisabled={stars === null || over > 0} onPress={() => void send()}>
          {t('notes.rating.send')}
        </Button>
        <Button small variant="quiet" onPress={onClose}>
          {t(before ? 'notes.rating.cancel' : 'notes.rating.later')}
        </Button>
      </div>
    </>
  );
}
