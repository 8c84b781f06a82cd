import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Moment } from '#shared/program/moment.ts';
import { Button } from '../../design/Button.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useMomentField } from '../../program/edit/useMomentField.ts';
import styles from './Manage.module.css';

type FormProps = {
  readonly release: Moment;
  readonly onSave: (next: Moment) => Promise<void>;
  readonly onClose: () => void;
};

export function ReleaseForm({ release, onSave, onClose }: FormProps) {
  const { t } = useTranslation();
  const { text, onChange, moment: next, zone } = useMomentField(release);
  const [tried, setTried] = useState(false);
  const wrong =
    next === null ? t('manage.releaseWrong') : next.kind === 'year' ? t('manage.releaseYear') : null;
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (next === null || wrong !== null) return;
    await onSave(next);
    onClose();
  };
  return (
    <form className={styles.form} onSubmit={save}>
      <TextField
        autoFocus
        label={t('manage.releaseAt')}
        hint={t('manage.releaseHint', { zone })}
        value={text}
        error={tried ? wrong : null}
        onChange={onChange}
      />
      <div className={styles.formActs}>
        <Button onPress={onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary">
          {t('manage.save')}
        </Button>
      </div>
    </form>
  );
}
