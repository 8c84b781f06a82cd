import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/assertNever.ts';
import type { DownloadSettings, DownloadState } from '#shared/contracts/ipcDownloads.ts';
import { sizeWords } from '../../i18n/sizeWords.ts';
import { useLocale } from '../../i18n/useLocale.ts';
import { useStoppedWords } from '../useStoppedWords.ts';

const HOUR = 3600;

/** `3 min`, `2 hr`: how long something takes, rounded up to what a person waits by. `seconds`: above 0. */
export function durationWords(seconds: number, language: string): string {
  const [value, unit] =
    seconds < 60
      ? [Math.max(1, Math.ceil(seconds)), 'second']
      : seconds < 2 * HOUR
        ? [Math.ceil(seconds / 60), 'minute']
        : [Math.round(seconds / HOUR), 'hour'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(value);
}

/** `22:00`: a minute of the day. */
export function minuteWords(minute: number, language: string): string {
  const at = new Date(2020, 0, 1, Math.floor(minute / 60), minute % 60);
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** Seconds until the rest is here; `null` where that cannot be told. */
export function secondsLeft(bytesLeft: number, perSecond: number | null): number | null {
  return perSecond === null || perSecond <= 0 ? null : bytesLeft / perSecond;
}

/** The line below a download of the queue: how far it is, how fast, or why it stands still. */
export function useDownloadWords(): (
  download: DownloadState,
  size: number,
  hours: DownloadSettings['hours'],
) => string {
  const { t } = useTranslation();
  const { language } = useLocale();
  const stopped = useStoppedWords();
  return (download, size, hours) => {
    const bytes = 'bytes' in download ? download.bytes : size;
    const done = t('downloads.done', { done: sizeWords(bytes, language), all: sizeWords(size, language) });
    switch (download.state) {
      case 'running': {
        const { perSecond } = download;
        const left = secondsLeft(size - bytes, perSecond);
        const speed = perSecond ? t('downloads.speed', { size: sizeWords(perSecond, language) }) : null;
        const time = left === null ? null : t('downloads.timeLeft', { time: durationWords(left, language) });
        return [done, speed, time].filter(Boolean).join(' · ');
      }
      case 'queued':
      case 'paused':
        return [t(`downloads.states.${download.state}`), done].join(' · ');
      case 'waiting': {
        const why =
          download.on === 'hub'
            ? t('downloads.waitingHub')
            : t('downloads.waitingHours', { time: minuteWords(hours?.from ?? 0, language) });
        return [why, done].join(' · ');
      }
      case 'failed':
        return t('downloads.failed', { reason: stopped(download.reason) });
      case 'absent':
      case 'partial':
      case 'complete':
        return done;
      default:
        return assertNever(download);
    }
  };
}
