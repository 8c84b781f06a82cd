import { CircleAlert, CircleDashed, Clock, EyeOff, Lock, LockOpen, Pause, VideoOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/assertNever.ts';
import type { Upload } from '#shared/contracts/ipcUploads.ts';
import { classes } from '../../design/classes.ts';
import { Ring } from '../../design/Ring.tsx';
import { useLocale } from '../../i18n/useLocale.ts';
import { useWorkshop } from '../../sync/WorkshopScope.tsx';
import styles from './Manage.module.css';
import { type ManagedItem, type Standing, standingOf } from './manageItems.ts';
import { releaseTime } from './releaseTime.ts';
import { useJobWords } from './useJobWords.ts';

const percentOf = (part: number): number => Math.min(100, Math.floor(part * 100));

/** Where a talk's recording stands, in a word or two. */
export function StandingWords({ item }: { readonly item: ManagedItem }) {
  const standing = standingOf(item);
  const { icon, words } = useWords(item, standing);
  return (
    <span className={classes(styles.standing, styles[standing.kind])}>
      {icon}
      <span>{words}</span>
    </span>
  );
}

function useWords(item: ManagedItem, standing: Standing): { icon: ReactNode; words: string } {
  const { t } = useTranslation();
  const { language } = useLocale();
  const { zone } = useWorkshop().data;
  const jobWords = useJobWords();
  switch (standing.kind) {
    case 'none':
      return { icon: <VideoOff aria-hidden />, words: t('manage.standing.none') };
    case 'sending':
      return sending(standing.upload, standing.part, (key) =>
        t(`manage.standing.${key}`, { percent: percentOf(standing.part) }),
      );
    case 'working': {
      const words = jobWords(standing.job.data);
      const icon = <Ring value={standing.job.data.progress} label={words} />;
      return { icon: standing.job.data.state === 'queued' ? <Clock aria-hidden /> : icon, words };
    }
    case 'trouble':
      return { icon: <CircleAlert aria-hidden />, words: t('manage.standing.trouble') };
    case 'withdrawn':
      return { icon: <EyeOff aria-hidden />, words: t('manage.standing.withdrawn') };
    case 'open':
      return { icon: <LockOpen aria-hidden />, words: t('manage.standing.open') };
    case 'opens': {
      const when = item.recording && releaseTime(item.recording.data.release, language, zone);
      const words = when === null ? t('manage.standing.opensUnknown') : t('manage.standing.opens', { when });
      return { icon: <Lock aria-hidden />, words };
    }
    default:
      return assertNever(standing);
  }
}

type SendingKey = 'sending' | 'waiting' | 'paused' | 'arrived';

function sending(
  { state }: Upload,
  part: number,
  say: (key: SendingKey) => string,
): { icon: ReactNode; words: string } {
  if (state === 'paused') return { icon: <Pause aria-hidden />, words: say('paused') };
  if (state === 'waiting') return { icon: <Clock aria-hidden />, words: say('waiting') };
  if (state === 'done') return { icon: <CircleDashed aria-hidden />, words: say('arrived') };
  return { icon: <Ring value={part} label={say('sending')} />, words: say('sending') };
}
