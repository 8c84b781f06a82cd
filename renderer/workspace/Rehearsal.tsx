import { Timer } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { useTranslation } from 'react-i18next';
import { dayWords, timeWords } from '#shared/program/momentWords.ts';
import { classes } from '../design/classes.ts';
import { Popup } from '../design/Menu.tsx';
import { useLocale } from '../i18n/useLocale.ts';
import { useProgramNow } from '../sync/useProgramNow.ts';
import { useHubs } from './HubsContext.tsx';
import styles from './Sidebar.module.css';

/** The program's clock, where a hub rehearses a workshop of the past. */
export function Rehearsal({ folded }: { readonly folded: boolean }) {
  const hub = useHubs().find(({ rehearsal, guest }) => rehearsal && !guest);
  return hub ? <RehearsalClock folded={folded} fingerprint={hub.fingerprint} /> : null;
}

type ClockProps = { readonly folded: boolean; readonly fingerprint: string };

function RehearsalClock({ folded, fingerprint }: ClockProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useProgramNow(1000, fingerprint);
  const shown = `${dayWords(now, locale)}, ${timeWords(now, locale)}`;
  return (
    <Popup
      label={t('shell.rehearsal')}
      trigger={
        <Button className={classes(styles.status, styles.rehearsal)}>
          <Timer aria-hidden />
          <span className={folded ? 'visually-hidden' : styles.label}>
            {t('shell.rehearsal')}
            <br />
            <time dateTime={new Date(now).toISOString()}>{shown}</time>
          </span>
        </Button>
      }
    >
      <div className={styles.note}>
        <h3>{shown}</h3>
        <p>{t('shell.rehearsalText')}</p>
      </div>
    </Popup>
  );
}
