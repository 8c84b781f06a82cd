import { AArrowDown, AArrowUp, Settings2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { Face } from '../design/Face.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { Popup } from '../design/Menu.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { JoinForm } from '../people/JoinForm.tsx';
import { useWorkshops } from '../sync/useWorkshops.ts';
import { useHubs } from './HubsContext.tsx';
import { workshopPath } from './routes.ts';
import styles from './SettingsMenu.module.css';
import sidebar from './Sidebar.module.css';
import { useSetting } from './settings.ts';

const STEP = 25;

/** Who I am here, and how the window looks. */
export function SettingsMenu({ folded }: { readonly folded: boolean }) {
  const { t } = useTranslation();
  const [path] = useLocation();
  const hubs = useHubs();
  const workshops = useWorkshops();
  const [joining, setJoining] = useState(false);
  const here = workshops?.find((entry) => path.startsWith(workshopPath(entry))) ?? workshops?.[0];
  const hub = here?.hub ?? hubs[0];
  if (!hub) return null;
  return (
    <div className={sidebar.me}>
      <Face name={hub.account.name} />
      <span className={folded ? 'visually-hidden' : sidebar.label}>
        <span className={sidebar.name} title={hub.account.name}>
          {hub.account.name}
        </span>
        {here ? (
          <span className={sidebar.moment}>
            <span>{here.fromPack ? t('packs.fromPack') : t(`shell.roles.${here.membership.role}`)}</span>
          </span>
        ) : null}
      </span>
      <Popup
        label={t('shell.settings')}
        trigger={
          <IconButton small variant="quiet" icon={<Settings2 aria-hidden />} label={t('shell.settings')} />
        }
      >
        <div className={styles.panel}>
          <Look />
          <Button small onPress={() => setJoining(true)}>
            {t('shell.join')}
          </Button>
        </div>
      </Popup>
      <Dialog title={t('people.joinTitle')} isOpen={joining} onClose={() => setJoining(false)}>
        <JoinForm />
      </Dialog>
    </div>
  );
}

function Look() {
  const { t } = useTranslation();
  const [theme, setTheme] = useSetting('theme');
  const [size, setSize] = useSetting('textSize');
  return (
    <>
      <div className={styles.row}>
        <span className={styles.label}>{t('shell.theme')}</span>
        <Segmented
          wide
          label={t('shell.theme')}
          value={theme}
          onChange={setTheme}
          options={(['system', 'light', 'dark'] as const).map((value) => ({
            value,
            label: t(`shell.themes.${value}`),
          }))}
        />
      </div>
      <div className={styles.row}>
        <span className={styles.label}>{t('shell.textSize')}</span>
        <div className={styles.size}>
          <IconButton
            small
            icon={<AArrowDown aria-hidden />}
            label={t('shell.smaller')}
            aria-disabled={size <= 100}
            onPress={() => setSize(Math.max(100, size - STEP))}
          />
          <output>{t('common.percent', { value: size })}</output>
          <IconButton
            small
            icon={<AArrowUp aria-hidden />}
            label={t('shell.larger')}
            aria-disabled={size >= 200}
            onPress={() => setSize(Math.min(200, size + STEP))}
          />
        </div>
      </div>
    </>
  );
}
