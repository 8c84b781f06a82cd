import { Circle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { StageState } from '#shared/live/stage.ts';
import { clockText } from '../room/clockText.ts';
import { useHubSecond } from '../together/useHubSecond.ts';
import styles from './Takes.module.css';

type Props = { readonly stage: Pick<StageState, 'recording'> };

/** That the session is recorded, and for how long; everybody sees it. Nothing while it is not. */
export function TakeMark({ stage }: Props) {
  const { since } = stage.recording;
  return since === null ? null : <Mark since={since} />;
}

function Mark({ since }: { readonly since: number }) {
  const { t } = useTranslation();
  // The clocks of hub and app may differ by a little before they were compared.
  const length = clockText(Math.max(0, (useHubSecond(since) - since) / 1000));
  return (
    <span className={styles.mark} data-testid="take-mark" title={t('takes.markSaid', { length })}>
      <Circle aria-hidden="true" />
      <span>{t('takes.mark')}</span>
      <span className={styles.length} aria-hidden="true">
        {length}
      </span>
    </span>
  );
}
