import { Presentation } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OpenPackButton } from '../packs/OpenPackButton.tsx';
import { InviteFileChoice } from '../workspace/InviteFileChoice.tsx';
import { useInviteFile } from '../workspace/useInviteFile.ts';
import { JoinForm } from './JoinForm.tsx';
import styles from './JoinPage.module.css';
import { useLinkRefusals } from './useLinkRefusals.ts';
import { useOpenedInvite } from './useOpenedInvite.ts';

/** What a profile shows that has joined no hub yet. */
export function JoinPage() {
  const { t } = useTranslation();
  const { link: opened } = useOpenedInvite();
  const [chosen, setChosen] = useState<string | null>(null);
  const file = useInviteFile(setChosen);
  const link = chosen ?? opened;
  useLinkRefusals();
  useEffect(() => {
    document.title = `${t('people.welcome')}`;
  }, [t]);
  return (
    <main className={styles.page}>
      <div className={styles.box}>
        <div>
          <p className={styles.brand}>
            <Presentation aria-hidden />
            Lectern
          </p>
          <h1>{t('people.welcome')}</h1>
          <p className={styles.lead}>{t('people.welcomeText')}</p>
        </div>
        <div className={styles.form}>
          <h2>{t('people.joinTitle')}</h2>
          <p>{t('people.joinText')}</p>
          <JoinForm key={link} invited={link ?? ''} />
          <InviteFileChoice file={file} onLink={setChosen} hint={t('people.joinByFile')} />
          <OpenPackButton />
        </div>
      </div>
    </main>
  );
}
