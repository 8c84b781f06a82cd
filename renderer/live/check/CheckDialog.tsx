import { useTranslation } from 'react-i18next';
import { Dialog, DialogText } from '../../design/Dialog.tsx';
import styles from './Check.module.css';
import { CheckParts } from './DeviceCheck.tsx';

type Props = {
  /** What is sent from there goes on meanwhile. */
  readonly onStage: boolean;
  readonly onClose: () => void;
};

/** The check from inside a room, where it may be made at any time. */
export function CheckDialog({ onStage, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog wide isOpen title={t('check.devices')} onClose={onClose}>
      <DialogText>{t(onStage ? 'check.textOnStage' : 'check.textInAudience')}</DialogText>
      <div className={styles.inDialog} data-testid="check">
        <CheckParts done={t('check.done')} onDone={onClose} />
      </div>
    </Dialog>
  );
}
