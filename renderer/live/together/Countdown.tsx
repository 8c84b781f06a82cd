import { useTranslation } from 'react-i18next';
import type { Moment } from '#shared/program/moment.ts';
import { momentStart } from '#shared/program/momentTime.ts';
import { useProgramNow } from '../../sync/useProgramNow.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import { timeLeft } from '../room/clockText.ts';
import styles from './HoldingPage.module.css';

const units = ['days', 'hours', 'minutes', 'seconds'] as const;

/** How long until the planned start, as far as that is known. */
export function Countdown({ start }: { readonly start: Moment }) {
  const { t } = useTranslation();
  const now = useProgramNow(1000);
  const begins = momentStart(start, useWorkshop().data.zone);
  if (begins === null) return <p className={styles.note}>{t('live.scene.startTba')}</p>;
  const dayOnly = start.kind === 'date';
  if (begins <= now) {
    return <p className={styles.note}>{t(dayOnly ? 'live.scene.dayPassed' : 'live.scene.startPassed')}</p>;
  }
  const left = timeLeft(begins - now);
  const parts = units.filter((unit) => unit !== 'days' || left.days > 0);
  return (
    <div>
      <p className={styles.note}>{t(dayOnly ? 'live.scene.dayIn' : 'live.scene.startsIn')}</p>
      <p className={styles.clock} role="timer">
        {parts.map((unit) => (
          <span key={unit}>
            {unit === parts[0] ? left[unit] : String(left[unit]).padStart(2, '0')}
            <small>{t(`live.scene.${unit}`)}</small>
          </span>
        ))}
      </p>
    </div>
  );
}
