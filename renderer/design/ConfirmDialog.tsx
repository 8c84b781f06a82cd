import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import { Dialog, DialogActs, DialogText } from './Dialog.tsx';

export type ConfirmDialogProps = {
  readonly title: string;
  readonly text: string;
  /** What will be done, in a word or two: "Remove". */
  readonly act: string;
  readonly danger?: boolean;
  readonly isOpen: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog title={props.title} isOpen={props.isOpen} onClose={props.onClose}>
      <DialogText>{props.text}</DialogText>
      <DialogActs>
        <Button onPress={props.onClose} autoFocus>
          {t('common.cancel')}
        </Button>
        <Button
          variant={props.danger ? 'danger' : 'primary'}
          onPress={() => {
            props.onClose();
            props.onConfirm();
          }}
        >
          {props.act}
        </Button>
      </DialogActs>
    </Dialog>
  );
}
