import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import { Checkbox } from '../../design/Checkbox.tsx';
import { getSettings } from '../../workspace/settings.ts';
import { readChosenDevices } from '../client/capture.ts';
import styles from './Check.module.css';
import { isCheckDue, readCheckMemory, rememberCheck } from './checkMemory.ts';
import { NetworkCheck } from './NetworkCheck.tsx';
import { OwnDevices } from './OwnDevices.tsx';
import { SpeakerCheck } from './SpeakerCheck.tsx';

type EndProps = {
  /** What is done with it: joining, or going back. */
  readonly done: string;
  /** Offered beside, where the check may be left out. */
  readonly skip?: ReactNode;
  readonly onDone: () => void;
};

/** The devices that are remembered on this computer now. */
export const devicesNow = () => ({ ...readChosenDevices(), speaker: getSettings().stageSpeaker });

/** Camera, microphone, speaker and network, tried before anybody sees or hears them. */
export function DeviceCheck({ title, ...end }: EndProps & { readonly title: string }) {
  const { t } = useTranslation();
  return (
    <div className={styles.check} data-testid="check">
      <div className={styles.inner}>
        <header>
          <h2>{title}</h2>
          <p>{t('check.text')}</p>
        </header>
        <CheckParts {...end} />
      </div>
    </div>
  );
}

/** What is tried, one after another or all at once, and the end of it. */
export function CheckParts({ done, skip, onDone }: EndProps) {
  const { t } = useTranslation();
  const [never, setNever] = useState(() => !isCheckDue(readCheckMemory(), devicesNow()));
  const finish = () => {
    rememberCheck(never ? devicesNow() : null);
    onDone();
  };
  return (
    <>
      <div className={styles.parts}>
        <OwnDevices />
        <SpeakerCheck />
        <NetworkCheck />
      </div>
      <footer className={styles.foot}>
        <Checkbox label={t('check.never')} isSelected={never} onChange={setNever} />
        <span className={styles.acts}>
          {skip}
          <Button variant="primary" onPress={finish} data-testid="check-done">
            {done}
          </Button>
        </span>
      </footer>
    </>
  );
}
