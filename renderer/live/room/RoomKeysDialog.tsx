import { useTranslation } from 'react-i18next';
import { KeysDialog } from '../../design/KeysDialog.tsx';
import { keyList } from './roomKeys.ts';

type Props = { readonly isOpen: boolean; readonly onClose: () => void };

/** Every key of the live room. */
export function RoomKeysDialog(props: Props) {
  const { t } = useTranslation();
  const keys = keyList.map(({ words, keys: names }) => ({
    does: t(`stageRoom.keys.${words}`),
    names: names.map((name) => (name === 'Space' ? t('stageRoom.keys.space') : name)),
  }));
  return <KeysDialog title={t('stageRoom.keys.title')} keys={keys} {...props} />;
}
