import { GridList, GridListItem } from 'react-aria-components/GridList';
import { useDragAndDrop } from 'react-aria-components/useDragAndDrop';
import { useTranslation } from 'react-i18next';
import type { DownloadSettings } from '#shared/contracts/ipcDownloads.ts';
import { type KnownDownload, useDownloadQueue } from '../downloads.ts';
import styles from './Queue.module.css';
import { QueueItem } from './QueueItem.tsx';
import { useQueueActs } from './useQueueActs.ts';
import type { RecordingName } from './useRecordingNames.ts';

type Props = {
  readonly names: ReadonlyMap<string, RecordingName>;
  readonly hours: DownloadSettings['hours'];
};

const keyOf = ({ ref }: KnownDownload) => `${ref.hub} ${ref.rendition.id}`;

/** The queue in its order, which can be changed by dragging, by the keyboard and from each one's menu. */
export function QueueList({ names, hours }: Props) {
  const { t } = useTranslation();
  const queue = useDownloadQueue();
  const acts = useQueueActs();
  const itemOf = (key: unknown) => queue.find((item) => keyOf(item) === key);
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => {
      const at = queue.findIndex((item) => keyOf(item) === target.key);
      const before = queue[target.dropPosition === 'after' ? at + 1 : at]?.ref ?? null;
      for (const key of keys) {
        const item = itemOf(key);
        if (item) void acts.move(item.ref, before);
      }
    },
  });
  return (
    <GridList
      aria-label={t('downloads.queue')}
      dragAndDropHooks={dragAndDropHooks}
      className={styles.list ?? ''}
      keyboardNavigationBehavior="tab"
    >
      {queue.map((item, index) => (
        <GridListItem
          key={keyOf(item)}
          id={keyOf(item)}
          textValue={names.get(item.ref.recordingId)?.title ?? t('downloads.unknown')}
          className={styles.row ?? ''}
        >
          <QueueItem
            item={item}
            name={names.get(item.ref.recordingId)}
            hours={hours}
            isFirst={index === 0}
            isLast={index === queue.length - 1}
            acts={acts}
          />
        </GridListItem>
      ))}
    </GridList>
  );
}
