import { Captions, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Row } from '#shared/sync/rows.ts';
import { Button } from '../../design/Button.tsx';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Tag } from '../../design/Tag.tsx';
import { useLocale } from '../../i18n/useLocale.ts';
import { CaptionsDialog } from './CaptionsDialog.tsx';
import { languageName } from './languages.ts';
import styles from './Manage.module.css';
import type { ManagedItem } from './manageItems.ts';
import { Part } from './Part.tsx';
import { useSendOrSay } from './useManage.ts';
import { Works } from './Works.tsx';

type Props = { readonly item: ManagedItem; readonly contents: Row<'recordingContents'> };

/** The languages in which a recording has captions. */
export function CaptionsPart({ item, contents }: Props) {
  const { t } = useTranslation();
  const { language: shown } = useLocale();
  const send = useSendOrSay();
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<string | null>(null);
  const { recordingId, captionTracks, language: spoken } = contents.data;
  const name = (tag: string) => languageName(tag, shown);
  return (
    <Part
      title={t('manage.captions')}
      acts={
        <Button small icon={<Plus aria-hidden />} onPress={() => setAdding(true)}>
          {t('manage.captionsAdd')}
        </Button>
      }
    >
      {captionTracks.length === 0 ? <p className={styles.note}>{t('manage.captionsNone')}</p> : null}
      <ul className={styles.things}>
        {captionTracks.map(({ language }) => (
          <li key={language}>
            <Captions aria-hidden />
            <span>
              {name(language)}{' '}
              {language === spoken ? <Tag tone="soft">{t('manage.captionsSpoken')}</Tag> : null}
            </span>
            <IconButton
              small
              variant="quiet"
              icon={<Trash2 aria-hidden />}
              label={t('manage.captionsRemove', { language: name(language) })}
              onPress={() => setRemoving(language)}
            />
          </li>
        ))}
      </ul>
      <Works item={item} what="captions" onAgain={() => setAdding(true)} />
      {adding ? <CaptionsDialog item={item} contents={contents} onClose={() => setAdding(false)} /> : null}
      <ConfirmDialog
        danger
        isOpen={removing !== null}
        title={t('manage.captionsRemoveTitle', { language: name(removing ?? spoken) })}
        text={t('manage.captionsRemoveText')}
        act={t('manage.remove')}
        onConfirm={() => {
          if (removing !== null) void send('recording.removeCaptions', { recordingId, language: removing });
        }}
        onClose={() => setRemoving(null)}
      />
    </Part>
  );
}
