import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Moment } from '#shared/program/moment.ts';
import { momentStart } from '#shared/program/momentTime.ts';
import { useProgramNow } from '../sync/useProgramNow.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import { timeLeft } from './clockText.ts';
import styles from './Outside.module.css';

type Props = {
  readonly title: string;
  readonly text: string;
  /** The planned start, where it is worth counting down to. */
  readonly start?: Moment;
  readonly act?: ReactNode;
};

/** What is shown instead of the stage: before it opens, after it ends, where there is no way in. */
export function Outside({ title, text, start, act }: Props) {
  return (
    <div className={styles.outside}>
      {start && <Countdown start={start} />}
      <h2>{title}</h2>
      <p>{text}</p>
      {act && <div className={styles.act}>{act}</div>}
    </div>
  );
}

const units = ['days', 'hours', 'minutes', 'seconds'] as const;

function Countdown({ start }: { readonly start: Moment }) {
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
    <>
      <p className={styles.note}>{t(dayOnly ? 'live.scene.dayIn' : 'live.scene.startsIn')}</p>
      <p className={styles.clock} role="timer">
        {parts.map((unit) => (
          <span key={unit}>
            {unit === parts[0] ? left[unit] : String(left[unit]).padStart(2, '0')}
            <small>{t(`live.scene.${unit}`)}</small>
          </span>
        ))}
      </p>
    </>
  );
}
