import { Plus, Presentation, Trash2, Upload } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Row } from '#shared/sync/rows.ts';
import { Button } from '../../design/Button.tsx';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import styles from './Manage.module.css';
import type { ManagedItem } from './manageItems.ts';
import { Part } from './Part.tsx';
import { useSendOrSay } from './useManage.ts';
import { useUploadActs } from './useUploadActs.ts';
import { Works } from './Works.tsx';

type Props = { readonly item: ManagedItem; readonly contents: Row<'recordingContents'> };

/** The slides as a PDF. */
export function SlidesPart({ item, contents }: Props) {
  const { t } = useTranslation();
  const send = useSendOrSay();
  const uploads = useUploadActs();
  const [removing, setRemoving] = useState(false);
  const { recordingId, slides } = contents.data;
  const choose = async () => {
    const file = await uploads.choose('slides');
    if (file) await uploads.start(file, (fileName) => ({ what: 'slides', recordingId, fileName }));
  };
  return (
    <Part
      title={t('manage.slides')}
      acts={
        <Button small icon={slides ? <Upload aria-hidden /> : <Plus aria-hidden />} onPress={choose}>
          {t(slides ? 'manage.replace' : 'manage.slidesAdd')}
        </Button>
      }
    >
      {slides ? (
        <ul className={styles.things}>
          <li>
            <Presentation aria-hidden />
            <span>{t('manage.slidesPages', { count: slides.pages })}</span>
            <IconButton
              small
              variant="quiet"
              icon={<Trash2 aria-hidden />}
              label={t('manage.remove')}
              onPress={() => setRemoving(true)}
            />
          </li>
        </ul>
      ) : (
        <p className={styles.note}>{t('manage.slidesNone')}</p>
      )}
      <Works item={item} what="slides" onAgain={choose} />
      <ConfirmDialog
        danger
        isOpen={removing}
        title={t('manage.slidesRemoveTitle')}
        text={t('manage.slidesRemoveText')}
        act={t('manage.remove')}
        onConfirm={() => void send('recording.removeSlides', { recordingId })}
        onClose={() => setRemoving(false)}
      />
    </Part>
  );
}
