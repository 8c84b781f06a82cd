import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '../design/Toast.tsx';
import type { HubConnection } from './HubConnection.ts';

/** Tells the person what of this device's own things had to be made good (rule S11). */
export function RecoveryNotice({ connection }: { readonly connection: HubConnection }) {
  const { t } = useTranslation();
  const { recovery } = connection;
  const { wasReset, damaged } = useSyncExternalStore(recovery.subscribe, recovery.get);
  useEffect(() => {
    if (wasReset) toast({ tone: 'bad', text: t('shell.recovered.reset') });
  }, [wasReset, t]);
  useEffect(() => {
    if (damaged > 0) toast({ tone: 'bad', text: t('shell.recovered.damaged', { count: damaged }) });
  }, [damaged, t]);
  return null;
}
