import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../design/Button.tsx';
import styles from './Check.module.css';
import { isCheckDue, readCheckMemory } from './checkMemory.ts';
import { DeviceCheck, devicesNow } from './DeviceCheck.tsx';

type Props = {
  /** Who comes in will be seen and heard, and the stage is open for them. */
  readonly asks: boolean;
  readonly children: ReactNode;
};

/** Before the room: a look at the own devices, for who will be seen and heard there. It may be skipped. */
export function CheckGate({ asks, children }: Props) {
  const { t } = useTranslation();
  const [passed, setPassed] = useState(() => !asks || !isCheckDue(readCheckMemory(), devicesNow()));
  if (passed) return children;
  const pass = () => setPassed(true);
  return (
    <main className={styles.page} data-theme="dark">
      <DeviceCheck
        title={t('check.title')}
        done={t('check.join')}
        onDone={pass}
        skip={
          <Button variant="quiet" onPress={pass} data-testid="check-skip">
            {t('check.skip')}
          </Button>
        }
      />
    </main>
  );
}
