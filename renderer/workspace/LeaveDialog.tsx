import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { JoinedHub } from '#shared/contracts/ipc.ts';
import { Button } from '../design/Button.tsx';
import { Dialog, DialogActs, DialogText } from '../design/Dialog.tsx';
import { toast } from '../design/Toast.tsx';
import { ask } from '../hub/ipc.ts';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import { useConnections } from '../sync/connectionsContext.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import styles from './Library.module.css';
import { readLosses } from './losses.ts';
import { workshopName } from './workshopName.ts';

type Props = {
  readonly hub: JoinedHub;
  readonly workshops: readonly WorkshopEntry[];
  readonly onClose: () => void;
};

/** Rule S12: leaving removes what is the hub's own, after saying what is lost with it. */
export function LeaveDialog({ hub, workshops, onClose }: Props) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const [leaving, setLeaving] = useState(false);
  const names = workshops.map(({ data }) => workshopName(data)).join(', ');
  const leave = async () => {
    setLeaving(true);
    try {
      await ask('hubs.leave', { hub: hub.fingerprint });
    } catch (error) {
      toast({ tone: 'bad', text: sentence(reasonOf(error)) });
      setLeaving(false);
    }
  };
  return (
    <Dialog title={t('library.leaveTitle', { name: hub.name })} isOpen onClose={onClose}>
      <DialogText>{t('library.leaveText', { workshops: names })}</DialogText>
      <Losses hub={hub} />
      <DialogText>{t('library.leaveBack')}</DialogText>
      <DialogActs>
        <Button onPress={onClose} autoFocus isDisabled={leaving}>
          {t('common.cancel')}
        </Button>
        <Button variant="danger" onPress={leave} isDisabled={leaving}>
          {leaving ? t('library.leaving') : t('library.leave')}
        </Button>
      </DialogActs>
    </Dialog>
  );
}

function Losses({ hub }: { readonly hub: JoinedHub }) {
  const { t } = useTranslation();
  const connection = useConnections().find((one) => one.hub.fingerprint === hub.fingerprint);
  const losses = useLiveQuery(async () => {
    if (!connection) return undefined;
    const downloads = await ask('downloads.list', { hub: hub.fingerprint });
    return readLosses(connection.database, downloads);
  }, [connection, hub]);
  if (!losses) return null;
  const { commands, stars, notes, progress, downloads } = losses;
  const lines = [
    commands > 0 ? t('library.lost.commands', { count: commands }) : null,
    stars > 0 ? t('library.lost.stars', { count: stars }) : null,
    notes > 0 ? t('library.lost.notes', { count: notes }) : null,
    progress > 0 ? t('library.lost.progress', { count: progress }) : null,
    downloads > 0 ? t('library.lost.downloads', { count: downloads }) : null,
  ].filter((line) => line !== null);
  return (
    <div>
      <p>{t('library.leaveLost')}</p>
      <ul className={styles.losses}>
        {(lines.length > 0 ? lines : [t('library.lost.nothing')]).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
