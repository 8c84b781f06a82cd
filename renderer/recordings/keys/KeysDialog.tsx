import { useTranslation } from 'react-i18next';
import { Dialog } from '../../design/Dialog.tsx';
import styles from './KeysDialog.module.css';
import { keyList } from './playerKeys.ts';

type Props = { readonly isOpen: boolean; readonly onClose: () => void };

/** Every key of the player. */
export function KeysDialog({ isOpen, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog wide title={t('player.keys.title')} isOpen={isOpen} onClose={onClose}>
      <dl className={styles.keys}>
        {keyList.map(({ words, keys }) => (
          <div key={words}>
            <dt>{t(`player.keys.${words}`)}</dt>
            <dd>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
