import { useTranslation } from 'react-i18next';
import type { IpcReply } from '#shared/contracts/ipc.ts';
import styles from './Library.module.css';

/** Which hub answered, by name and key. It says nothing of whether to trust it: an invite does (rule A1). */
export function FoundHub({ found }: { readonly found: IpcReply<'hubs.probe'> }) {
  const { t } = useTranslation();
  return (
    <div role="status" className={styles.found}>
      <p>
        <b>{t('library.found', { name: found.name })}</b>
      </p>
      <p className={styles.key}>{t('library.foundKey', { key: found.fingerprint })}</p>
      <p>{found.joined ? t('library.foundJoined') : t('library.foundText')}</p>
    </div>
  );
}
