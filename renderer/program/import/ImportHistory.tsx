import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { momentWords } from '#shared/program/momentWords.ts';
import type { Row } from '#shared/sync/rows.ts';
import { Button } from '../../design/Button.tsx';
import { ConfirmDialog } from '../../design/ConfirmDialog.tsx';
import { Tag } from '../../design/Tag.tsx';
import { toast } from '../../design/Toast.tsx';
import { useLocale } from '../../i18n/useLocale.ts';
import { reasonOf, useRefusal } from '../../i18n/useRefusal.ts';
import { useCommand } from '../../sync/useCommand.ts';
import { useOutbox } from '../../sync/useOutbox.ts';
import { useRows } from '../../sync/useRows.ts';
import styles from './ImportPage.module.css';

/** The imports of this workshop, newest first, each to be undone. */
export function ImportHistory() {
  const { t } = useTranslation();
  const records = useRows('import');
  if (!records) return null;
  const sorted = [...records].sort((a, b) => b.data.at.localeCompare(a.data.at));
  return (
    <section className={styles.history}>
      <h2>{t('imports.history')}</h2>
      {sorted.length === 0 ? <p className={styles.quiet}>{t('imports.historyNone')}</p> : null}
      <ul>
        {sorted.map((record) => (
          <HistoryItem key={record.id} record={record} />
        ))}
      </ul>
    </section>
  );
}

function HistoryItem({ record }: { readonly record: Row<'import'> }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const refusal = useRefusal();
  const send = useCommand();
  const { pending } = useOutbox();
  const [asks, setAsks] = useState(false);
  const { source, format, at, by, state, kept, added, changed, removed } = record.data;
  const undoing = pending.some(
    (one) =>
      one.state !== 'refused' &&
      one.command.name === 'program.undoImport' &&
      one.command.args.importId === record.id,
  );
  const undo = () =>
    send('program.undoImport', { importId: record.id }).catch((error: unknown) =>
      toast({ tone: 'bad', text: refusal(reasonOf(error)) }),
    );
  return (
    <li>
      <div>
        <p className={styles.rowTitle}>
          <span>{source}</span>
          {state === 'undone' ? <Tag>{t('imports.undone')}</Tag> : null}
        </p>
        <p className={styles.quiet}>
          {t(`imports.format.${format}`)},{' '}
          {t('imports.by', { name: by, when: momentWords({ kind: 'instant', at }, locale) ?? '' })}.{' '}
          {t('imports.doneText', { added, changed, removed })}
        </p>
        {kept.length > 0 ? (
          <>
            <p>{t('imports.kept', { count: kept.length })}</p>
            <ul className={styles.kept}>
              {kept.map(({ kind, id, title }) => (
                <li key={`${kind} ${id}`}>{title}</li>
              ))}
            </ul>
          </>
        ) : null}
      </div>
      {state === 'applied' ? (
        <Button small isDisabled={undoing} onPress={() => setAsks(true)}>
          {undoing ? t('imports.undoing') : t('imports.undo')}
        </Button>
      ) : null}
      <ConfirmDialog
        title={t('imports.undoTitle')}
        text={t('imports.undoText')}
        act={t('imports.undo')}
        isOpen={asks}
        onConfirm={undo}
        onClose={() => setAsks(false)}
      />
    </li>
  );
}
