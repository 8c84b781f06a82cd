import { CircleDot } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import styles from './Check.module.css';

type Props = { readonly onAgree: () => void; readonly onBack: () => void };

/** In place of the stage: it is recorded, and the workshop has people agree to that before they come in (rule L8). */
export function Consent({ onAgree, onBack }: Props) {
  const { t } = useTranslation();
  return (
    <div className={styles.consent} data-testid="consent">
      <CircleDot aria-hidden="true" />
      <h2>{t('check.consent.title')}</h2>
      <p>{t('check.consent.text')}</p>
      <div className={styles.acts}>
        <Button variant="primary" onPress={onAgree}>
          {t('check.consent.agree')}
        </Button>
        <Button onPress={onBack}>{t('check.consent.back')}</Button>
      </div>
    </div>
  );
}
