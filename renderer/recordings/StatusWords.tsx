import {
  Check,
  CircleAlert,
  CircleDashed,
  CirclePause,
  Clock,
  CloudOff,
  Lock,
  LockOpen,
  Moon,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/assertNever.ts';
import { shortInstantWords } from '#shared/program/momentWords.ts';
import { classes } from '../design/classes.ts';
import { Ring } from '../design/Ring.tsx';
import { sizeWords } from '../i18n/sizeWords.ts';
import { useLocale } from '../i18n/useLocale.ts';
import type { RecordingStatus } from './recordingStatus.ts';
import styles from './StatusWords.module.css';
import { useStoppedWords } from './useStoppedWords.ts';

const percent = (part: number) => Math.min(100, Math.floor(part * 100));

type Props = {
  readonly status: RecordingStatus;
  /** It is of the sound alone. */
  readonly isSound?: boolean;
};

/** Where a recording stands, always in words. What is not here yet is told by its download button. */
export function StatusWords({ status, isSound = false }: Props) {
  const { t } = useTranslation();
  const locale = useLocale();
  const stopped = useStoppedWords();
  switch (status.kind) {
    case 'embargoed':
      return (
        <span className={styles.status}>
          <Lock aria-hidden />
          {status.opens === null
            ? t('recordings.opensUnknown')
            : t('recordings.opens', { when: shortInstantWords(status.opens, locale) })}
        </span>
      );
    case 'opening':
      return (
        <span className={styles.status}>
          <LockOpen aria-hidden />
          {t('recordings.openingNow')}
        </span>
      );
    case 'away':
      return <span className={styles.status}>{sizeWords(status.size, locale.language)}</span>;
    case 'partial':
      return (
        <span className={styles.status}>
          <CircleDashed aria-hidden />
          {t('recordings.partial', { percent: percent(status.part) })}
        </span>
      );
    case 'queued':
      return (
        <span className={styles.status}>
          <Clock aria-hidden />
          {t('recordings.queued')}
        </span>
      );
    case 'paused':
      return (
        <span className={styles.status}>
          <CirclePause aria-hidden />
          {t('downloads.pausedAt', { percent: percent(status.part) })}
        </span>
      );
    case 'waiting':
      return (
        <span className={styles.status}>
          {status.on === 'hub' ? <CloudOff aria-hidden /> : <Moon aria-hidden />}
          {t(`downloads.waiting.${status.on}`)}
        </span>
      );
    case 'running':
      return (
        <span className={classes(styles.status, styles.running)}>
          <Ring
            value={status.part}
            label={t('recordings.downloadingLabel', { percent: percent(status.part) })}
          />
          {t('recordings.downloading', { percent: percent(status.part) })}
        </span>
      );
    case 'here':
      return (
        <span className={classes(styles.status, styles.here)}>
          <Check aria-hidden />
          {t(isSound ? 'recordings.soundHere' : 'recordings.onThisComputer')}
        </span>
      );
    case 'failed':
      return (
        <span className={classes(styles.status, styles.failed)} title={stopped(status.reason)}>
          <CircleAlert aria-hidden />
          {t('recordings.failed')}
        </span>
      );
    default:
      return assertNever(status);
  }
}
