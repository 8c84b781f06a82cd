import { Wifi } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/assertNever.ts';
import { Button } from '../../design/Button.tsx';
import { Spinner } from '../../design/Spinner.tsx';
import { useLocale } from '../../i18n/useLocale.ts';
import { useRefusal } from '../../i18n/useRefusal.ts';
import styles from './Check.module.css';
import type { NetworkVerdict } from './networkVerdict.ts';
import { type NetworkCheckState, useNetworkCheck } from './useNetworkCheck.ts';

/** What gets through to the hub, and what to do where it is not enough. */
export function NetworkCheck() {
  const { t } = useTranslation();
  const { state, run } = useNetworkCheck();
  return (
    <section className={styles.part} aria-label={t('check.network.title')}>
      <div className={styles.row}>
        <div className={styles.rowText}>
          <h3>{t('check.network.title')}</h3>
          {state.kind === 'idle' && <p>{t('check.network.text')}</p>}
        </div>
        <Button
          icon={<Wifi aria-hidden="true" />}
          isDisabled={state.kind === 'running'}
          onPress={run}
          data-testid="check-network"
        >
          {t(state.kind === 'idle' ? 'check.network.run' : 'check.network.again')}
        </Button>
      </div>
      <div role="status" data-testid="check-network-said">
        <Said state={state} />
      </div>
    </section>
  );
}

function Said({ state }: { readonly state: NetworkCheckState }) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  switch (state.kind) {
    case 'idle':
      return null;
    case 'running':
      return (
        <p className={styles.running}>
          <Spinner label={t(`check.network.running.${state.over}`)} />
          <span aria-hidden="true">{t(`check.network.running.${state.over}`)}</span>
        </p>
      );
    case 'failed':
      return (
        <p className={styles.said} data-tone="bad">
          {state.reason === 'already-done' ? t('check.network.elsewhere') : sentence(state.reason)}
        </p>
      );
    case 'done':
      return <Verdict verdict={state.verdict} />;
    default:
      return assertNever(state);
  }
}

function Verdict({ verdict }: { readonly verdict: NetworkVerdict }) {
  const { t } = useTranslation();
  const { language } = useLocale();
  if (verdict.kind === 'blocked') {
    return (
      <p className={styles.said} data-tone="bad">
        {t('check.network.blocked')}
      </p>
    );
  }
  const { over, carries, up, down, answers, isLossy } = verdict;
  const mbps = (bits: number) =>
    (bits / 1e6).toLocaleString(language, { maximumFractionDigits: bits < 1e6 ? 2 : 1 });
  const isSame = Math.max(up, down) < 1.25 * Math.min(up, down);
  const rates = isSame
    ? t('check.network.eachWay', { mbps: mbps(Math.min(up, down)) })
    : t('check.network.upAndDown', { up: mbps(up), down: mbps(down) });
  const sentences = [
    t(`check.network.${over}.${carries}`, { rates }),
    ...(answers === null ? [] : [t('check.network.answers', { ms: Math.max(1, Math.round(answers)) })]),
    ...(isLossy ? [t('check.network.lossy')] : []),
    ...(over === 'tcp' ? [t('check.network.onlyTcp')] : []),
  ];
  return (
    <p className={styles.said} data-tone={over === 'udp' && carries === 'all' && !isLossy ? 'ok' : 'ask'}>
      {sentences.join(' ')}
    </p>
  );
}
