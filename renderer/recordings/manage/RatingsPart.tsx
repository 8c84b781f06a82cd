import { Star } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../i18n/useLocale.ts';
import { useRows } from '../../sync/useRows.ts';
import manageStyles from './Manage.module.css';
import { Part } from './Part.tsx';
import styles from './Ratings.module.css';
import { ratingSummary } from './ratingSummary.ts';

/** What people made of a recording; for organizers. */
export function RatingsPart({ recordingId }: { readonly recordingId: string }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const summary = ratingSummary(useRows('rating') ?? [], recordingId);
  if (summary === null) {
    return (
      <Part title={t('manage.ratings')}>
        <p className={manageStyles.note}>{t('manage.ratingsNone')}</p>
      </Part>
    );
  }
  const mean = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(summary.mean);
  return (
    <Part title={t('manage.ratings')}>
      <div className={styles.ratings}>
        <p className={styles.mean}>
          <Star aria-hidden />
          <b>{t('manage.ratingsMean', { mean })}</b>
          <span>{t('manage.ratingsCount', { count: summary.count })}</span>
        </p>
        <ul className={styles.spread}>
          {summary.spread.map((count, index) => {
            const stars = 5 - index;
            return (
              <li key={stars} aria-label={t('manage.ratingsSpread', { stars, count })}>
                <span aria-hidden>{stars}</span>
                <span aria-hidden className={styles.spreadBar}>
                  <span style={{ inlineSize: `${(count / summary.count) * 100}%` }} />
                </span>
                <span aria-hidden>{count}</span>
              </li>
            );
          })}
        </ul>
      </div>
      <ul className={styles.comments}>
        {summary.comments.map(({ id, stars, text }) => (
          <li key={id}>
            <small>{t('manage.stars', { count: stars })}</small>
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </Part>
  );
}
