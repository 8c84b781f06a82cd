import { Star } from 'lucide-react';
import { useState } from 'react';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import { useTranslation } from 'react-i18next';
import { classes } from '../../design/classes.ts';
import styles from './Rating.module.css';

const all = [1, 2, 3, 4, 5] as const;

type Props = { readonly value: number | null; readonly onChange: (stars: number) => void };

/** One to five stars, chosen by pointer or arrow keys. */
export function Stars({ value, onChange }: Props) {
  const { t } = useTranslation();
  const [pointed, setPointed] = useState<number | null>(null);
  const lit = pointed ?? value ?? 0;
  return (
    <RadioGroup
      aria-label={t('notes.rating.stars')}
      orientation="horizontal"
      value={value === null ? null : String(value)}
      onChange={(chosen) => onChange(Number(chosen))}
      className={styles.stars ?? ''}
    >
      {all.map((one) => (
        <Radio
          key={one}
          value={String(one)}
          aria-label={t('notes.rating.star', { count: one })}
          className={classes(styles.star, one <= lit && styles.lit)}
          onHoverStart={() => setPointed(one)}
          onHoverEnd={() => setPointed(null)}
        >
          <Star aria-hidden />
        </Radio>
      ))}
    </RadioGroup>
  );
}

/** Stars that were given, with their number in words. */
export function StarsGiven({ stars }: { readonly stars: number }) {
  const { t } = useTranslation();
  return (
    <span role="img" aria-label={t('notes.rating.star', { count: stars })} className={styles.given}>
      {all.map((one) => (
        <Star key={one} aria-hidden className={classes(one <= stars && styles.lit)} />
      ))}
    </span>
  );
}
