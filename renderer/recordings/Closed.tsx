import { Lock, VideoOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { momentStart } from '#shared/program/momentTime.ts';
import { shortInstantWords } from '#shared/program/momentWords.ts';
import type { Row } from '#shared/sync/rows.ts';
import { useLocale } from '../i18n/useLocale.ts';
import { CountdownWords } from '../program/CountdownWords.tsx';
import { useProgramNow } from '../sync/useProgramNow.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import styles from './TalkPage.module.css';

/** In the place of the player: when the recording opens, or that there is none yet. */
export function Closed({ recording }: { readonly recording: Row<'recording'> | null }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useProgramNow(1000);
  const { zone } = useWorkshop().data;
  if (!recording) {
    return (
      <div className={styles.closed}>
        <VideoOff aria-hidden />
        <h2>{t('recordings.noneTitle')}</h2>
        <p>{t('recordings.noneText')}</p>
      </div>
    );
  }
  const opens = momentStart(recording.data.release, zone);
  const text = () => {
    if (opens === null) return t('recordings.embargoUnknown');
    if (opens <= now) return t('recordings.embargoOpening');
    return t('recordings.embargoText', { when: shortInstantWords(opens, locale) });
  };
  return (
    <div className={styles.closed}>
      <Lock aria-hidden />
      <h2>{t('recordings.embargoTitle')}</h2>
      <p>{text()}</p>
      {opens !== null && opens > now ? <CountdownWords at={opens} now={now} /> : null}
    </div>
  );
}
