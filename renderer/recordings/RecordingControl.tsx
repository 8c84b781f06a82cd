import { CircleArrowDown, CloudOff, Ellipsis, Pause, Play, Trash2, X } from 'lucide-react';
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
import { DownloadSet } from './queue/DownloadSet.tsx';
import { type RecordingStatus, recordingStatus } from './recordingStatus.ts';
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
  /** Where there is room: a button in words, with the choice of the sound alone. */
  readonly choice?: boolean;
};

/** The state of a recording in words, with what can be done about it. */
export function RecordingControl(props: RecordingControlProps) {
  const { hub, title, recording, contents, now, zone, choice } = props;
  const { t } = useTranslation();
  const { language } = useLocale();
  const acts = useRecordingActs();
  const { ref, download, isSound } = useShownDownload(hub, contents);
  const bytes = ref?.rendition.size ?? recording.data.size;
  const status = recordingStatus(recording.data, contents?.data ?? null, download, now, zone, bytes);
  if (!ref) return <StatusWords status={status} />;
  const size = sizeWords(bytes, language);
  if (!recording.data.mayBeKept && (status.kind === 'away' || status.kind === 'partial'))
    return <NotToKeep />;
  switch (status.kind) {
    case 'away':
      if (choice) return <DownloadSet of="talk" small members={[{ hub, recording, contents }]} />;
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
    case 'paused':
      return (
        <span className={styles.ofRow}>
          <StatusWords status={status} />
          <IconButton
            small
            variant="quiet"
            icon={<Play aria-hidden />}
            label={t('recordings.resume', { size })}
            onPress={() => acts.resume(ref)}
          />
        </span>
      );
    case 'queued':
    case 'waiting':
    case 'running':
      return (
        <RecordingComing status={status} onPause={() => acts.pause(ref)} onStop={() => acts.stop(ref)} />
      );
    case 'here':
      return <RecordingHere isSound={isSound} title={title} size={size} onRemove={() => acts.remove(ref)} />;
    default:
      return <StatusWords status={status} />;
  }
}

/** The video's, or the sound's where nothing of the video is here or wanted. */
function useShownDownload(hub: string, contents: Row<'recordingContents'> | null) {
  const video = renditionOf(hub, contents);
  const audio = renditionOf(hub, contents, 'audio');
  const ofVideo = useDownload(video);
  const ofAudio = useDownload(audio);
  const isSound = ofVideo?.state === 'absent' && ofAudio !== undefined && ofAudio.state !== 'absent';
  return isSound ? { ref: audio, download: ofAudio, isSound } : { ref: video, download: ofVideo, isSound };
}

type ComingProps = {
  readonly status: RecordingStatus;
  readonly onPause: () => void;
  readonly onStop: () => void;
};

function RecordingComing({ status, onPause, onStop }: ComingProps) {
  const { t } = useTranslation();
  return (
    <span className={styles.ofRow}>
      <StatusWords status={status} />
      {status.kind === 'running' ? (
        <IconButton
          small
          variant="quiet"
          icon={<Pause aria-hidden />}
          label={t('downloads.pause')}
          onPress={onPause}
        />
      ) : null}
      <IconButton
        small
        variant="quiet"
        icon={<X aria-hidden />}
        label={t('recordings.stop')}
        onPress={onStop}
      />
    </span>
  );
}

function NotToKeep() {
  const { t } = useTranslation();
  return (
    <span className={styles.status} title={t('refusals.may-not-keep.what')}>
      <CloudOff aria-hidden />
      {t('downloads.watchOnly')}
    </span>
  );
}

type HereProps = {
  readonly isSound: boolean;
  readonly title: string;
  readonly size: string;
  readonly onRemove: () => void;
};

function RecordingHere({ isSound, title, size, onRemove }: HereProps) {
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
      <StatusWords status={{ kind: 'here' }} isSound={isSound} />
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
