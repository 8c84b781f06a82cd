import { useTranslation } from 'react-i18next';
import { type CountdownPart, countdownParts, countdownTo } from '#shared/program/countdown.ts';
import styles from './LiveCard.module.css';

type Props = { readonly at: number; readonly now: number };

/** The time left, in its two largest parts; both in ms since the epoch, by the program's clock. */
export function CountdownWords({ at, now }: Props) {
  const { t } = useTranslation();
  const left = countdownTo(at, now);
  if (!left) return <span className={styles.count}>{t('program.startsNow')}</span>;
  const unit = ({ unit: name, value }: CountdownPart) =>
    name === 'days' ? t('program.days', { count: value }) : t(`program.${name}Short`);
  return (
    <span role="timer" className={styles.count}>
      {countdownParts(left).map((part, index) => (
        <span key={part.unit}>
          <b>{index === 0 ? part.value : String(part.value).padStart(2, '0')}</b>
          {unit(part)}
        </span>
      ))}
    </span>
  );
}
