import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Row } from '#shared/sync/rows.ts';
import { Button } from '../../design/Button.tsx';
import { Switch } from '../../design/Switch.tsx';
import { TextArea } from '../../design/TextField.tsx';
import { toast } from '../../design/Toast.tsx';
import styles from './Manage.module.css';
import { Part } from './Part.tsx';
import { useSendOrSay } from './useManage.ts';

type Props = { readonly recording: Row<'recording'> };

/** What is said of a recording, and whether it may be taken along. */
export function KeepPart({ recording }: Props) {
  const { t } = useTranslation();
  const send = useSendOrSay();
  const recordingId = recording.id;
  const { mayBeKept, description } = recording.data;
  const [text, setText] = useState<string | null>(null);
  const changed = text !== null && text.trim() !== (description ?? '');
  const save = async () => {
    if (text === null) return;
    if (!(await send('recording.edit', { recordingId, description: text.trim() || null }))) return;
    setText(null);
    toast({ tone: 'ok', text: t('manage.saved') });
  };
  return (
    <Part title={t('manage.description')}>
      <TextArea
        hideLabel
        label={t('manage.description')}
        hint={t('manage.descriptionHint')}
        maxLength={2000}
        value={text ?? description ?? ''}
        onChange={setText}
      />
      {changed ? (
        <div className={styles.formActs}>
          <Button onPress={() => setText(null)}>{t('common.cancel')}</Button>
          <Button variant="primary" onPress={save}>
            {t('manage.save')}
          </Button>
        </div>
      ) : null}
      <div className={styles.keep}>
        <Switch
          isSelected={mayBeKept}
          onChange={(next) => void send('recording.edit', { recordingId, mayBeKept: next })}
        >
          {t('manage.mayBeKept')}
        </Switch>
        <p className={styles.note}>{t('manage.mayBeKeptHint')}</p>
      </div>
    </Part>
  );
}
