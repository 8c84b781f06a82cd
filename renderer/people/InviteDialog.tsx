import { useTranslation } from 'react-i18next';
import { Dialog } from '../design/Dialog.tsx';
import { JoinForm } from './JoinForm.tsx';
import { useOpenedInvite } from './useOpenedInvite.ts';

/** Asks before an invite link that was opened elsewhere joins anything. */
export function InviteDialog() {
  const { t } = useTranslation();
  const { link, close } = useOpenedInvite();
  if (link === null) return null;
  return (
    <Dialog title={t('people.joinTitle')} isOpen onClose={close}>
      <JoinForm key={link} invited={link} />
    </Dialog>
  );
}
