import { FileVideo, Upload as UploadIcon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { mediaUrl } from '#shared/contracts/ipc.ts';
import { clockText } from '#shared/program/clockText.ts';
import { Button } from '../../design/Button.tsx';
import { classes } from '../../design/classes.ts';
import { Tag } from '../../design/Tag.tsx';
import { sizeWords } from '../../i18n/sizeWords.ts';
import { useLocale } from '../../i18n/useLocale.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import styles from './Manage.module.css';
import type { ManagedItem } from './manageItems.ts';
import { Part } from './Part.tsx';
import { useFileDrop } from './useFileDrop.ts';
import { useVideoUploads } from './videoUploadsContext.ts';
import { Works } from './Works.tsx';

type Props = { readonly item: ManagedItem };

/** The video: what there is, what is under way, and where another one is dropped. */
export function VideoPart({ item }: Props) {
  const { t } = useTranslation();
  const { send, choose } = useVideoUploads();
  const { isOver, props } = useFileDrop((file) => send(item, file));
  const { recording } = item;
  const busy = item.uploads.some(({ target }) => target.what === 'recording');
  return (
    // The keyboard has the button.
    <div {...props} role="presentation" className={classes(styles.videoDrop, isOver && styles.over)}>
      <Part
        title={t('manage.video')}
        acts={
          recording ? (
            <Button small icon={<UploadIcon aria-hidden />} onPress={() => choose(item)}>
              {t('manage.replace')}
            </Button>
          ) : null
        }
      >
        {recording ? <Facts item={item} recording={recording} /> : null}
        <Works item={item} what="recording" onAgain={() => choose(item)} />
        {recording === null && !busy && item.jobs.length === 0 ? (
          <div className={styles.dropBox}>
            <FileVideo aria-hidden />
            <p className={styles.dropTitle}>{t('manage.drop')}</p>
            <p>{t('manage.dropText')}</p>
            <Button variant="primary" onPress={() => choose(item)}>
              {t('manage.chooseVideo')}
            </Button>
          </div>
        ) : null}
      </Part>
    </div>
  );
}

function Facts({ item, recording }: Props & { readonly recording: NonNullable<ManagedItem['recording']> }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  const workshop = useWorkshop();
  const { data } = recording;
  const audio = item.contents?.data.renditions.find(({ kind }) => kind === 'audio');
  const video = item.contents?.data.renditions.find(({ kind }) => kind === 'video');
  const poster = item.contents?.data.poster ?? null;
  const facts = [
    t('manage.facts', { length: clockText(data.duration), size: sizeWords(data.size, language) }),
    video && video.height > 0 ? `${video.width} × ${video.height}` : null,
    audio ? t('manage.audioToo', { size: sizeWords(audio.size, language) }) : null,
  ];
  return (
    <div className={styles.facts}>
      {poster === null ? (
        <span className={styles.noPoster}>
          <FileVideo aria-hidden />
        </span>
      ) : (
        <img
          alt=""
          crossOrigin="anonymous"
          className={styles.poster}
          src={mediaUrl('blob', {
            hub: workshop.hub.fingerprint,
            workshopId: workshop.id,
            recordingId: recording.id,
            id: poster,
          })}
        />
      )}
      <div>
        <p className={styles.factLine}>{facts.filter((fact) => fact !== null).join(' · ')}</p>
        {data.sample ? (
          <p className={styles.note}>
            <Tag tone="ask">{t('common.sample')}</Tag> {t('manage.sample')}
          </p>
        ) : null}
      </div>
    </div>
  );
}
