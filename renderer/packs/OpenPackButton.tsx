import { PackageOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '../design/Button.tsx';
import { toast } from '../design/Toast.tsx';
import { reasonOf, useRefusal } from '../i18n/useRefusal.ts';
import { choosePack } from './offeredPack.ts';
import styles from './Packs.module.css';

/** Chooses a pack, with the word that one may be dropped as well. */
export function OpenPackButton() {
  const { t } = useTranslation();
  const sentence = useRefusal();
  const choose = () =>
    choosePack().catch((error: unknown) => toast({ tone: 'bad', text: sentence(reasonOf(error)) }));
  return (
    <div className={styles.openHere}>
      <Button icon={<PackageOpen aria-hidden />} onPress={choose}>
        {t('packs.open')}
      </Button>
      <span>{t('packs.dropHere')}</span>
    </div>
  );
}
