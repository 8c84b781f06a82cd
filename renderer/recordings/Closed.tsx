import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { momentStart } from '#shared/program/momentTime.ts';
import { shortInstantWords } from '#shared/program/momentWords.ts';
import type { Row } from '#shared/sync/rows.ts';
import { CountdownWords } from '../program/CountdownWords.tsx';
import { useProgramZone } from '../program/useProgramZone.ts';
import { useProgramNow } from '../sync/useProgramNow.ts';
import { useWorkshop } from '../sync/WorkshopScope.tsx';
import styles from './TalkPage.module.css';

/** In the place of the player: when the recording opens. */
export function Closed({ recording }: { readonly recording: Row<'recording'> }) {
  const { t } = useTranslation();
  const now = useProgramNow(1000);
  const workshop = useWorkshop();
  const { zone } = workshop.data;
  const { locale, whose } = useProgramZone(workshop);
  const opens = momentStart(recording.data.release, zone);
  const text = () => {
    if (opens === null) return t('recordings.embargoUnknown');
    if (opens <= now) return t('recordings.embargoOpening');
    return t('recordings.embargoText', { when: shortInstantWords(opens, locale), whose });
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
