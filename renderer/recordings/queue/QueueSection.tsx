import { CirclePause, Moon, Pause, Play } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DownloadSettings } from '#shared/contracts/ipcDownloads.ts';
import { Banner } from '../../design/Banner.tsx';
import { Button } from '../../design/Button.tsx';
import { EmptyState } from '../../design/EmptyState.tsx';
import { sizeWords } from '../../i18n/sizeWords.ts';
import { useLocale } from '../../i18n/useLocale.ts';
import { type KnownDownload, useDownloadQueue } from '../downloads.ts';
import { durationWords, minuteWords, secondsLeft } from './downloadWords.ts';
import { LimitsPopup } from './LimitsPopup.tsx';
import styles from './Queue.module.css';
import { QueueList } from './QueueList.tsx';
import { useDownloadSettings } from './useDownloadSettings.ts';
import type { RecordingName } from './useRecordingNames.ts';

type Props = { readonly names: ReadonlyMap<string, RecordingName> };

/** What is on its way here, with what holds it. */
export function QueueSection({ names }: Props) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const queue = useDownloadQueue();
  const [settings, set] = useDownloadSettings(queue.map(({ download }) => download.state).join());
  if (!settings) return null;
  const outside = queue.some(({ download }) => download.state === 'waiting' && download.on === 'hours');
  return (
    <section className={styles.section}>
      <header className={styles.head}>
        <div>
          <h2>{t('downloads.queue')}</h2>
          {queue.length > 0 ? <Left queue={queue} /> : null}
          <Limit settings={settings} />
        </div>
        <span className={styles.acts}>
          <LimitsPopup settings={settings} onSet={(over) => void set(over)} />
          {queue.length > 0 || settings.paused ? (
            <Button
              small
              icon={settings.paused ? <Play aria-hidden /> : <Pause aria-hidden />}
              onPress={() => void set({ paused: !settings.paused })}
            >
              {t(settings.paused ? 'downloads.resumeAll' : 'downloads.pauseAll')}
            </Button>
          ) : null}
        </span>
      </header>
      {settings.paused ? (
        <Banner tone="acc" icon={<CirclePause aria-hidden />}>
          {t('downloads.allPaused')}
        </Banner>
      ) : null}
      {outside && settings.hours ? (
        <Banner tone="acc" icon={<Moon aria-hidden />}>
          {t('downloads.outsideHours', { time: minuteWords(settings.hours.from, language) })}
        </Banner>
      ) : null}
      {queue.length === 0 ? (
        <EmptyState title={t('downloads.queueEmpty')} text={t('downloads.queueEmptyText')} />
      ) : (
        <QueueList names={names} hours={settings.hours} />
      )}
    </section>
  );
}

function Limit({ settings: { bytesPerSecond, hours } }: { readonly settings: DownloadSettings }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  if (bytesPerSecond === null && hours === null) return null;
  const speed =
    bytesPerSecond === null ? null : t('downloads.speed', { size: sizeWords(bytesPerSecond, language) });
  const words = [
    speed === null ? null : t('downloads.limited', { speed }),
    hours === null
      ? null
      : t('downloads.hoursSet', {
          from: minuteWords(hours.from, language),
          to: minuteWords(hours.to, language),
        }),
  ];
  return <p className={styles.total}>{words.filter(Boolean).join(' · ')}</p>;
}

function Left({ queue }: { readonly queue: readonly KnownDownload[] }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const left = queue.reduce(
    (sum, { ref, download }) => sum + ref.rendition.size - ('bytes' in download ? download.bytes : 0),
    0,
  );
  const perSecond = queue.reduce(
    (sum, { download }) => sum + (download.state === 'running' ? (download.perSecond ?? 0) : 0),
    0,
  );
  const seconds = secondsLeft(left, perSecond);
  const size = sizeWords(left, language);
  return (
    <p className={styles.total}>
      {seconds === null
        ? t('downloads.left', { size })
        : t('downloads.leftFor', { size, time: durationWords(seconds, language) })}
    </p>
  );
}
