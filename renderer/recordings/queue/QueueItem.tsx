import {
  ArrowDown,
  ArrowUp,
  ArrowUpToLine,
  Ellipsis,
  GripVertical,
  Pause,
  Play,
  RotateCw,
  X,
} from 'lucide-react';
import { Button as AriaButton } from 'react-aria-components/Button';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { DownloadSettings } from '#shared/contracts/ipcDownloads.ts';
import { Button } from '../../design/Button.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Menu } from '../../design/Menu.tsx';
import { workshopName } from '../../workspace/workshopName.ts';
import type { KnownDownload } from '../downloads.ts';
import { Bar } from './Bar.tsx';
import { useDownloadWords } from './downloadWords.ts';
import styles from './Queue.module.css';
import type { QueueActs } from './useQueueActs.ts';
import type { RecordingName } from './useRecordingNames.ts';

type Props = {
  readonly item: KnownDownload;
  readonly name: RecordingName | undefined;
  readonly hours: DownloadSettings['hours'];
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly acts: QueueActs;
};

/** One download of the queue: what, how far, how fast, and what can be done about it. */
export function QueueItem({ item, name, hours, isFirst, isLast, acts }: Props) {
  const { t } = useTranslation();
  const words = useDownloadWords();
  const { ref, download } = item;
  const { size, kind } = ref.rendition;
  const title = name?.title ?? t('downloads.unknown');
  const part = 'bytes' in download ? download.bytes / size : 1;
  const state = download.state === 'running' ? 'running' : download.state === 'failed' ? 'failed' : 'still';
  const over = [
    name && workshopName(name.workshop.data),
    kind === 'audio' ? t('downloads.kinds.audio') : null,
  ];
  return (
    <div className={styles.item}>
      <AriaButton slot="drag" className={styles.grip ?? ''} aria-label={t('downloads.drag', { title })}>
        <GripVertical aria-hidden />
      </AriaButton>
      <div className={styles.what}>
        <p className={styles.title}>{name ? <Link href={name.path}>{title}</Link> : title}</p>
        <p className={styles.of}>{over.filter(Boolean).join(' · ')}</p>
        <Bar
          part={part}
          state={state}
          label={t('downloads.progress', { title, percent: Math.floor(part * 100) })}
        />
        <p className={styles.line} data-state={download.state}>
          {words(download, size, hours)}
        </p>
      </div>
      <span className={styles.acts}>
        <MainAct item={item} acts={acts} />
        <Menu
          label={t('downloads.more', { title })}
          entries={[
            {
              id: 'first',
              label: t('downloads.first'),
              icon: <ArrowUpToLine aria-hidden />,
              disabled: isFirst,
              act: () => acts.moveFirst(item),
            },
            {
              id: 'up',
              label: t('downloads.up'),
              icon: <ArrowUp aria-hidden />,
              disabled: isFirst,
              act: () => acts.moveBy(item, -1),
            },
            {
              id: 'down',
              label: t('downloads.down'),
              icon: <ArrowDown aria-hidden />,
              disabled: isLast,
              act: () => acts.moveBy(item, 1),
            },
            {
              id: 'cancel',
              label: t('downloads.cancel'),
              icon: <X aria-hidden />,
              act: () => acts.cancel(item, title),
            },
          ]}
        >
          <Button
            small
            variant="quiet"
            aria-label={t('downloads.more', { title })}
            icon={<Ellipsis aria-hidden />}
          />
        </Menu>
      </span>
    </div>
  );
}

function MainAct({ item: { ref, download }, acts }: Pick<Props, 'item' | 'acts'>) {
  const { t } = useTranslation();
  const isHeld = download.state === 'paused' || download.state === 'failed';
  const label = t(
    download.state === 'failed'
      ? 'downloads.retry'
      : download.state === 'paused'
        ? 'downloads.resume'
        : 'downloads.pause',
  );
  const Icon = download.state === 'failed' ? RotateCw : download.state === 'paused' ? Play : Pause;
  return (
    <IconButton
      small
      variant="quiet"
      label={label}
      icon={<Icon aria-hidden />}
      onPress={() => (isHeld ? acts.resume(ref) : acts.pause(ref))}
    />
  );
}
