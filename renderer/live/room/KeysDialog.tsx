import { useTranslation } from 'react-i18next';
import { Dialog } from '../../design/Dialog.tsx';
import styles from './KeysDialog.module.css';
import { keyList } from './roomKeys.ts';

type Props = { readonly isOpen: boolean; readonly onClose: () => void };

/** Every key of the live room. */
export function KeysDialog({ isOpen, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('stageRoom.keys.title')} isOpen={isOpen} onClose={onClose}>
      <dl className={styles.keys}>
        {keyList.map(({ words, keys }) => (
          <div key={words}>
            <dt>{t(`stageRoom.keys.${words}`)}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key === 'Space' ? t('stageRoom.keys.space') : key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
