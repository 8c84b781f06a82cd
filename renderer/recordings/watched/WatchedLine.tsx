import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import styles from './WatchedLine.module.css';
import { useProgressOf } from './watchedStore.ts';

type Props = {
  readonly hub: string;
  readonly recordingId: string;
  /** Seconds. */
  readonly duration: number;
};

/** How far a recording was watched, as a thin line; a word where it was watched to its end. */
export function WatchedLine({ hub, recordingId, duration }: Props) {
  const { t } = useTranslation();
  const known = useProgressOf(hub, recordingId);
  if (!known) return null;
  if (known.finished) {
    return (
      <span className={styles.watched}>
        <CircleCheck aria-hidden />
        {t('player.watched')}
      </span>
    );
  }
  const percent = Math.round((known.second / duration) * 100);
  if (percent < 1) return null;
  const words = t('player.watchedPart', { percent });
  return (
    <span role="img" aria-label={words} title={words} className={styles.line}>
      <span style={{ width: `${percent}%` }} />
    </span>
  );
}
