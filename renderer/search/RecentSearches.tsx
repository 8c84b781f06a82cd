import { History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/Button.tsx';
import { forgetSearches, useRecentSearches } from './recentSearches.ts';
import styles from './SearchPage.module.css';

/** What was searched for before on this computer. */
export function RecentSearches({ onChoose }: { readonly onChoose: (text: string) => void }) {
  const { t } = useTranslation();
  const recent = useRecentSearches();
  if (recent.length === 0) return null;
  return (
    <section className={styles.group}>
      <div className={styles.recentHead}>
        <h2>{t('search.recent')}</h2>
        <Button small variant="quiet" onPress={forgetSearches}>
          {t('search.forget')}
        </Button>
      </div>
      <ul className={styles.recent}>
        {recent.map((text) => (
          <li key={text}>
            <Button small icon={<History aria-hidden />} onPress={() => onChoose(text)}>
              {text}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
