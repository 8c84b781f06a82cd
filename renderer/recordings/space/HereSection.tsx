import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MediaSpace, StoredRendition } from '#shared/contracts/ipcDownloads.ts';
import { Button } from '../../design/Button.tsx';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { EmptyState } from '../../design/EmptyState.tsx';
import { sizeWords } from '../../i18n/sizeWords.ts';
import { useLocale } from '../../i18n/useLocale.ts';
import { workshopName } from '../../workspace/workshopName.ts';
import { useDownloadQueue } from '../downloads.ts';
import queueStyles from '../queue/Queue.module.css';
import { isInSet, type SetMember } from '../queue/recordingSet.ts';
import type { RecordingName } from '../queue/useRecordingNames.ts';
import { useRecordingActs } from '../useRecordingActs.ts';
import { HereRow } from './HereRow.tsx';
import styles from './Space.module.css';
import { byWorkshop, type WorkshopSpace } from './spaceParts.ts';

type Props = {
  readonly space: MediaSpace;
  readonly names: ReadonlyMap<string, RecordingName>;
  readonly members: readonly SetMember[];
};

/** What is on this computer and not on its way, by workshop: what it takes, whether it is kept, how it goes. */
export function HereSection({ space, names, members }: Props) {
  const { t } = useTranslation();
  const queue = useDownloadQueue();
  const isComing = ({ ref }: StoredRendition) =>
    queue.some((item) => item.ref.hub === ref.hub && item.ref.rendition.id === ref.rendition.id);
  const groups = byWorkshop(space.stored.filter((stored) => !isComing(stored)));
  return (
    <section className={queueStyles.section}>
      <header className={queueStyles.head}>
        <h2>{t('downloads.here')}</h2>
      </header>
      {groups.length === 0 ? (
        <EmptyState title={t('downloads.hereEmpty')} text={t('downloads.hereEmptyText')} />
      ) : null}
      {groups.map((group) => (
        <Workshop
          key={`${group.hub} ${group.workshopId}`}
          group={group}
          space={space}
          names={names}
          members={members}
        />
      ))}
    </section>
  );
}

function Workshop({ group, space, names, members }: Props & { readonly group: WorkshopSpace }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const acts = useRecordingActs();
  const [removing, setRemoving] = useState(false);
  const known = group.stored.flatMap(({ ref }) => names.get(ref.recordingId) ?? [])[0];
  const name = known ? workshopName(known.workshop.data) : t('downloads.unknown');
  const size = sizeWords(group.bytes, language);
  const [next] = space.next;
  return (
    <div>
      <header className={styles.workshop}>
        <h3>{name}</h3>
        <span className={styles.size}>{size}</span>
        <Button
          small
          variant="quiet"
          icon={<Trash2 aria-hidden />}
          aria-label={t('downloads.removeAll', { name })}
          onPress={() => setRemoving(true)}
        />
      </header>
      <ul>
        {group.stored.map((stored) => (
          <HereRow
            key={stored.ref.rendition.id}
            stored={stored}
            name={names.get(stored.ref.recordingId)}
            mayGoOn={isInSet(members, stored.ref)}
            goesNext={next?.hub === group.hub && next.renditionId === stored.ref.rendition.id}
          />
        ))}
      </ul>
      <ConfirmDialog
        danger
        title={t('downloads.removeAllTitle', { count: group.stored.length })}
        text={t('downloads.removeAllText', { name, size })}
        act={t('recordings.removeAct')}
        isOpen={removing}
        onClose={() => setRemoving(false)}
        onConfirm={() => void acts.remove(...group.stored.map(({ ref }) => ref))}
      />
    </div>
  );
}
