import { useTranslation } from 'react-i18next';
import { Segmented } from '../design/Segmented.tsx';
import { useLocale } from '../i18n/useLocale.ts';
import type { ShownDay } from './shownDay.ts';
import { shortDay } from './timeWords.ts';

type Props = {
  readonly days: readonly { readonly date: string; readonly count: number }[];
  /** How many items have no day. */
  readonly unknown: number;
  readonly shown: ShownDay;
  readonly onShow: (day: ShownDay) => void;
  /** A list can show all days at once. */
  readonly withAll: boolean;
};

/** One day of the program at a time. */
export function DayTabs({ days, unknown, shown, onShow, withAll }: Props) {
  const { t } = useTranslation();
  const { language } = useLocale();
  if (days.length + (unknown > 0 ? 1 : 0) < 2) return null;
  return (
    <Segmented
      label={t('program.days')}
      value={shown}
      onChange={onShow}
      options={[
        ...(withAll ? [{ value: 'all', label: t('program.allDays') }] : []),
        ...days.map(({ date, count }) => ({ value: date, label: shortDay(date, language), count })),
        ...(unknown > 0 ? [{ value: 'unknown', label: t('common.unknown'), count: unknown }] : []),
      ]}
    />
  );
}
