import { Check, LoaderCircle } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type Connection, type ConnectStep, connectSteps } from '../client/connection.ts';
import styles from './ReconnectSteps.module.css';

function stepOf(connection: Connection): ConnectStep {
  return connection.kind === 'connecting' ? connection.step : 'media';
}

/** What is tried at this rung of the ladder (rule L6). */
function rungOf(connection: Connection): 'hub' | 'resume' | 'rejoin' | 'media' | 'ice' | 'transports' {
  if (connection.kind === 'mending') return connection.rung;
  if (connection.kind !== 'connecting') return 'media';
  if (connection.step !== 'room') return connection.step;
  return connection.keeps ? 'resume' : 'rejoin';
}

/** Shows how far coming back has got (design rule L6). */
export function ReconnectSteps({ connection }: { readonly connection: Connection }) {
  const { t } = useTranslation();
  const step = stepOf(connection);
  const at = connectSteps.indexOf(step);
  return (
    <div className={styles.banner} data-testid="stage-reconnecting" data-step={step}>
      <strong>{t('live.reconnecting.title')}</strong>
      <ol>
        {connectSteps.map((name, index) => (
          <li key={name} data-at={index < at ? 'done' : index === at ? 'now' : 'next'}>
            {index < at && <Check aria-label={t('live.reconnecting.done')} />}
            {index === at && (
              <LoaderCircle className={styles.turning} aria-label={t('live.reconnecting.now')} />
            )}
            {t(`live.reconnecting.step.${name}`)}
          </li>
        ))}
      </ol>
      <span className={styles.rung}>{t(`live.reconnecting.rung.${rungOf(connection)}`)}</span>
    </div>
  );
}
