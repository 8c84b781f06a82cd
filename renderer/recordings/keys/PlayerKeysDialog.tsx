import { useTranslation } from 'react-i18next';
import { KeysDialog } from '../../design/KeysDialog.tsx';
import { keyList } from './playerKeys.ts';

type Props = { readonly isOpen: boolean; readonly onClose: () => void };

/** Every key of the player. */
export function PlayerKeysDialog(props: Props) {
  const { t } = useTranslation();
  const keys = keyList.map(({ words, keys: names }) => ({ does: t(`player.keys.${words}`), names }));
  return <KeysDialog wide title={t('player.keys.title')} keys={keys} {...props} />;
}
