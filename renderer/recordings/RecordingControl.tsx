import { CircleArrowDown, Ellipsis, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Row } from '#shared/sync/rows.ts';
import { Button } from '../design/Button.tsx';
import { ConfirmDialog } from '../design/ConfirmDialog.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { Menu } from '../design/Menu.tsx';
import { sizeWords } from '../i18n/sizeWords.ts';
import { useLocale } from '../i18n/useLocale.ts';
import { useDownload } from './downloads.ts';
import { recordingStatus } from './recordingStatus.ts';
import styles from './StatusWords.module.css';
import { StatusWords } from './StatusWords.tsx';
import { renditionOf, useRecordingActs } from './useRecordingActs.ts';

export type RecordingControlProps = {
  readonly hub: string;
  readonly title: string;
  readonly recording: Row<'recording'>;
  readonly contents: Row<'recordingContents'> | null;
  /** The program's clock, ms since the epoch. */
  readonly now: number;
  /** The workshop's. */
  readonly zone: string | null;
};

/** The state of a recording in words, with what can be done about it. */
export function RecordingControl({ hub, title, recording, contents, now, zone }: RecordingControlProps) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const acts = useRecordingActs();
  const ref = renditionOf(hub, contents);
  const status = recordingStatus(recording.data, contents?.data ?? null, useDownload(ref), now, zone);
  if (!ref) return <StatusWords status={status} />;
  const size = sizeWords(recording.data.size, language);
  switch (status.kind) {
    case 'away':
      return (
        <Button
          small
          variant="quiet"
          icon={<CircleArrowDown aria-hidden />}
          aria-label={t('recordings.download', { size })}
          onPress={() => acts.start(ref)}
        >
          {size}
        </Button>
      );
    case 'partial':
    case 'failed':
      return (
        <span className={styles.ofRow}>
          <StatusWords status={status} />
          <IconButton
            small
            variant="quiet"
            icon={<CircleArrowDown aria-hidden />}
            label={t('recordings.resume', { size })}
            onPress={() => acts.start(ref)}
          />
        </span>
      );
    case 'queued':
    case 'running':
      return (
        <span className={styles.ofRow}>
          <StatusWords status={status} />
          <IconButton
            small
            variant="quiet"
            icon={<X aria-hidden />}
            label={t('recordings.stop')}
            onPress={() => acts.stop(ref)}
          />
        </span>
      );
    case 'here':
      return <RecordingHere title={title} size={size} onRemove={() => acts.remove(ref)} />;
    default:
      return <StatusWords status={status} />;
  }
}

type HereProps = { readonly title: string; readonly size: string; readonly onRemove: () => void };

function RecordingHere({ title, size, onRemove }: HereProps) {
  const { t } = useTranslation();
  const [removing, setRemoving] = useState(false);
  const remove = {
    id: 'remove',
    label: t('recordings.remove'),
    icon: <Trash2 aria-hidden />,
    act: () => setRemoving(true),
  };
  return (
    <span className={styles.ofRow}>
      <StatusWords status={{ kind: 'here' }} />
      <Menu label={t('recordings.more')} entries={[remove]}>
        <Button small variant="quiet" aria-label={t('recordings.more')} icon={<Ellipsis aria-hidden />} />
      </Menu>
      <ConfirmDialog
        danger
        title={t('recordings.removeTitle')}
        text={t('recordings.removeText', { title, size })}
        act={t('recordings.removeAct')}
        isOpen={removing}
        onClose={() => setRemoving(false)}
        onConfirm={onRemove}
      />
    </span>
  );
}
