import { Plus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { TextField } from '../../design/TextField.tsx';
import styles from './Chapters.module.css';
import { type DraftRow, emptyRow, type RowFault } from './chapterDraft.ts';
import { useFaultWords } from './useFaultWords.ts';

type Props = {
  readonly rows: readonly DraftRow[];
  readonly faults: ReadonlyMap<string, RowFault>;
  readonly duration: number;
  readonly onChange: (rows: readonly DraftRow[]) => void;
};

/** A row for each chapter; their order is that of their times, whatever it is here. */
export function ChapterTable({ rows, faults, duration, onChange }: Props) {
  const { t } = useTranslation();
  const faultWords = useFaultWords(duration);
  const end = useRef<HTMLDivElement>(null);
  const change = (key: string, part: Partial<DraftRow>) =>
    onChange(rows.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const add = () => {
    onChange([...rows, emptyRow()]);
    setTimeout(() => end.current?.querySelector<HTMLInputElement>('li:last-child input')?.focus());
  };
  return (
    <div ref={end} className={styles.chapterTable}>
      <div className={styles.chapterHead} aria-hidden>
        <span>{t('manage.chapterTime')}</span>
        <span>{t('manage.chapterTitle')}</span>
      </div>
      <ul>
        {rows.map((one, index) => {
          const fault = faults.get(one.key);
          const number = index + 1;
          return (
            <li key={one.key} className={styles.chapterRow}>
              <TextField
                hideLabel
                label={t('manage.chapterTimeOf', { number })}
                placeholder="0:00"
                value={one.time}
                onChange={(time) => change(one.key, { time })}
              />
              <TextField
                hideLabel
                label={t('manage.chapterTitleOf', { number })}
                value={one.title}
                error={fault ? faultWords(fault) : null}
                onChange={(title) => change(one.key, { title })}
              />
              <IconButton
                small
                variant="quiet"
                icon={<Trash2 aria-hidden />}
                label={t('manage.chapterRemove', { number })}
                onPress={() => onChange(rows.filter(({ key }) => key !== one.key))}
              />
            </li>
          );
        })}
      </ul>
      <Button small icon={<Plus aria-hidden />} onPress={add}>
        {t('manage.chapterAdd')}
      </Button>
    </div>
  );
}
