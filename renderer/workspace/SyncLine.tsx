import { Cloud, CloudAlert, CloudOff, RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components/Button';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/assertNever.ts';
import { classes } from '../design/classes.ts';
import { Popup } from '../design/Menu.tsx';
import { relativeWords } from '../i18n/relativeWords.ts';
import { useLocale } from '../i18n/useLocale.ts';
import { useRefusal } from '../i18n/useRefusal.ts';
import { type SyncStatus, useSyncStatus } from '../sync/useSyncStatus.ts';
import styles from './Sidebar.module.css';

const icons: Readonly<Record<SyncStatus['state'], typeof Cloud>> = {
  synced: Cloud,
  syncing: RefreshCw,
  offline: CloudOff,
  refused: CloudAlert,
};

function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}

/** Whether what is shown is what the hub has, in words; more of it on a click. */
export function SyncLine({ folded }: { readonly folded: boolean }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const sentence = useRefusal();
  const now = useNow(15_000);
  const status = useSyncStatus();
  const Icon = icons[status.state];
  const synced = () =>
    status.at === null
      ? t('shell.sync.syncedNow')
      : t('shell.sync.synced', { when: relativeWords(status.at, now, language) });
  const short = () => {
    if (status.reason === 'not-joined') return t('packs.fromPack');
    switch (status.state) {
      case 'synced':
        return synced();
      case 'syncing':
        return t('shell.sync.syncing');
      case 'offline':
        return t('shell.sync.offline');
      case 'refused':
        return t('shell.sync.refused');
      default:
        return assertNever(status.state);
    }
  };
  const long = () => {
    if (status.reason) return sentence(status.reason);
    return status.state === 'offline' ? t('shell.sync.offlineLong') : short();
  };
  return (
    <Popup
      label={short()}
      trigger={
        <Button
          className={classes(
            styles.status,
            status.state === 'synced' && styles.synced,
            status.state === 'refused' && styles.trouble,
          )}
        >
          <Icon aria-hidden />
          <span role="status" className={folded ? 'visually-hidden' : styles.label}>
            {short()}
          </span>
        </Button>
      }
    >
      <p className={styles.note}>{long()}</p>
    </Popup>
  );
}
