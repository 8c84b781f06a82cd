import { Copy, ScrollText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StageLogEntry } from '#shared/live/stageActs.ts';
import { shortInstantWords, timeWords } from '#shared/program/momentWords.ts';
import { Button } from '../../design/Button.tsx';
import { EmptyState } from '../../design/EmptyState.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import { Spinner } from '../../design/Spinner.tsx';
import { toast } from '../../design/Toast.tsx';
import { useLocale } from '../../i18n/useLocale.ts';
import { useRefusal } from '../../i18n/useRefusal.ts';
import styles from './Log.module.css';
import { logSentence } from './logWords.ts';
import { filterLog, type LogFilter, logGroups, peopleInLog } from './stageLog.ts';
import { useStageLog } from './useStageLog.ts';

type Props = { readonly sessionId: string; readonly inside: boolean };

/** Who did what when (rule Q6), the newest first; for who runs the stage. */
export function StageLog({ sessionId, inside }: Props) {
  const { t } = useTranslation();
  const { view, load } = useStageLog(sessionId, inside);
  const [filter, setFilter] = useState<LogFilter>({ group: 'all', accountId: null });
  const shown = filterLog(view.entries, filter);
  return (
    <section className={styles.log} aria-label={t('hands.log.label')}>
      <Filters entries={view.entries} shown={shown} filter={filter} onFilter={setFilter} />
      <ol>
        {[...shown].reverse().map((entry) => (
          <Line key={entry.seq} entry={entry} />
        ))}
      </ol>
      {view.entries.length > 0 && shown.length === 0 && (
        <p className={styles.note}>{t('hands.log.nothing')}</p>
      )}
      {view.entries.length === 0 && !view.loading && view.failed === null && (
        <EmptyState
          icon={<ScrollText aria-hidden="true" />}
          title={t('hands.log.empty.title')}
          text={t('hands.log.empty.text')}
        />
      )}
      <End view={view} load={load} />
    </section>
  );
}

function Line({ entry }: { readonly entry: StageLogEntry }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <li className={styles.line} data-testid="log-line">
      <time
        className="tabular"
        dateTime={new Date(entry.at).toISOString()}
        title={shortInstantWords(entry.at, locale)}
      >
        {timeWords(entry.at, locale)}
      </time>
      <p>{logSentence(entry, t)}</p>
    </li>
  );
}

function Filters({
  entries,
  shown,
  filter,
  onFilter,
}: {
  readonly entries: readonly StageLogEntry[];
  readonly shown: readonly StageLogEntry[];
  readonly filter: LogFilter;
  readonly onFilter: (filter: LogFilter) => void;
}) {
  const { t } = useTranslation();
  const locale = useLocale();
  const copy = async () => {
    const lines = shown.map((entry) => `${shortInstantWords(entry.at, locale)}\t${logSentence(entry, t)}`);
    try {
      await navigator.clipboard.writeText(lines.join('\n'));
      toast({ tone: 'ok', text: t('hands.log.copied') });
    } catch (error) {
      console.error(error);
      toast({ tone: 'bad', text: t('hands.log.notCopied') });
    }
  };
  return (
    <div className={styles.filters}>
      <select
        aria-label={t('hands.log.what')}
        value={filter.group}
        onChange={({ target }) => {
          const group = logGroups.find((one) => one === target.value);
          if (group) onFilter({ ...filter, group });
        }}
      >
        {logGroups.map((group) => (
          <option key={group} value={group}>
            {t(`hands.log.group.${group}`)}
          </option>
        ))}
      </select>
      <select
        aria-label={t('hands.log.person')}
        value={filter.accountId ?? ''}
        onChange={({ target }) => onFilter({ ...filter, accountId: target.value || null })}
      >
        <option value="">{t('hands.log.everybody')}</option>
        {peopleInLog(entries).map(({ accountId, name }) => (
          <option key={accountId} value={accountId}>
            {name}
          </option>
        ))}
      </select>
      <IconButton
        small
        variant="quiet"
        icon={<Copy aria-hidden="true" />}
        label={t('hands.log.copy')}
        isDisabled={shown.length === 0}
        onPress={() => void copy()}
      />
    </div>
  );
}

function End({ view, load }: ReturnType<typeof useStageLog>) {
  const { t } = useTranslation();
  const sentence = useRefusal();
  if (view.failed !== null) {
    return (
      <div className={styles.end}>
        <p role="alert">{t('hands.log.failed', { reason: sentence(view.failed) })}</p>
        <Button small onPress={() => load(view.entries.length > 0)}>
          {t('hands.log.again')}
        </Button>
      </div>
    );
  }
  if (view.loading) return <Spinner label={t('hands.log.loading')} />;
  if (!view.more) return null;
  return (
    <div className={styles.end}>
      <Button small variant="quiet" onPress={() => load(true)}>
        {t('hands.log.earlier')}
      </Button>
    </div>
  );
}
