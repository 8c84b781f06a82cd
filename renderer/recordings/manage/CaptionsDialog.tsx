import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Row } from '#shared/sync/rows.ts';
import { Button } from '../../design/Button.tsx';
import { Dialog, DialogActs } from '../../design/Dialog.tsx';
import { TextField } from '../../design/TextField.tsx';
import { useLocale } from '../../i18n/useLocale.ts';
import editStyles from '../../program/edit/Edit.module.css';
import { languageName, languagesToChoose } from './languages.ts';
import styles from './Manage.module.css';
import type { ManagedItem } from './manageItems.ts';
import { useUploadActs } from './useUploadActs.ts';

type Props = {
  readonly item: ManagedItem;
  readonly contents: Row<'recordingContents'>;
  readonly onClose: () => void;
};

const TAG = /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/;
const OTHER = '';

/** In which language, and from which file. */
export function CaptionsDialog({ item, contents, onClose }: Props) {
  const { t } = useTranslation();
  const { language: shown } = useLocale();
  const uploads = useUploadActs();
  const { recordingId, captionTracks, language: spoken } = contents.data;
  const known = [
    spoken,
    ...(item.language ? [item.language] : []),
    ...captionTracks.map((one) => one.language),
  ];
  const free = known.find((tag) => !captionTracks.some(({ language }) => language === tag));
  const [chosen, setChosen] = useState(free ?? spoken);
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const language = chosen === OTHER ? typed.trim() : chosen;
  const fits = TAG.test(language);
  const choose = async () => {
    setTried(true);
    if (!fits) return;
    const file = await uploads.choose('captions');
    if (file === null) return;
    const started = await uploads.start(file, (fileName) => ({
      what: 'captions',
      recordingId,
      language,
      fileName,
    }));
    if (started) onClose();
  };
  return (
    <Dialog isOpen title={t('manage.captionsAdd')} onClose={onClose}>
      <label className={editStyles.select}>
        <span>{t('manage.captionsLanguage')}</span>
        <select value={chosen} onChange={({ target }) => setChosen(target.value)}>
          {languagesToChoose(shown, known).map(({ tag, name }) => (
            <option key={tag} value={tag}>
              {name}
            </option>
          ))}
          <option value={OTHER}>{t('manage.captionsOther')}</option>
        </select>
      </label>
      {chosen === OTHER ? (
        <TextField
          autoFocus
          label={t('manage.captionsTag')}
          hint={t('manage.captionsTagHint')}
          value={typed}
          error={tried && !fits ? t('manage.captionsTagWrong') : null}
          onChange={setTyped}
        />
      ) : null}
      {captionTracks.some((one) => one.language === language) ? (
        <p className={styles.note}>
          {t('manage.captionsReplaces', { language: languageName(language, shown) })}
        </p>
      ) : null}
      <DialogActs>
        <Button onPress={onClose}>{t('common.cancel')}</Button>
        <Button variant="primary" onPress={choose}>
          {t('manage.captionsChoose')}
        </Button>
      </DialogActs>
    </Dialog>
  );
}
