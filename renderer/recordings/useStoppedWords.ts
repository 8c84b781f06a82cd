import { useTranslation } from 'react-i18next';
import type { RefusalReason } from '#shared/contracts/refusals.ts';
import { mendsBySigningIn, mendsHere } from '#shared/recordings/mending.ts';
import { useRefusal } from '../i18n/useRefusal.ts';

/** Why downloads stopped, what to do about it, and that they go on by themselves where they do. */
export function useStoppedWords(): (reason: RefusalReason) => string {
  const { t } = useTranslation();
  const sentence = useRefusal();
  return (reason) => {
    if (mendsHere(reason)) return `${t(`refusals.${reason}.what`)} ${t(`downloads.mends.${reason}`)}`;
    return mendsBySigningIn(reason)
      ? `${sentence(reason)} ${t('downloads.mendsSignedIn')}`
      : sentence(reason);
  };
}
