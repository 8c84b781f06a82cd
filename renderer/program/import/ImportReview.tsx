import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { acceptedChanges } from '#shared/program/import/acceptedChanges.ts';
import { programKind } from '#shared/program/programKinds.ts';
import { Button } from '../../design/Button.tsx';
import { EmptyState } from '../../design/EmptyState.tsx';
import styles from './ImportPage.module.css';
import { NoteList } from './NoteList.tsx';
import { PlannedGroup } from './PlannedGroup.tsx';
import type { ImportActs, Review } from './useImport.ts';

type Props = {
  readonly review: Review;
  /** What was left out before sending failed. */
  readonly leftOutBefore: ReadonlySet<string>;
  readonly acts: ImportActs;
};

/** What a source means and what it would change; nothing changes before it is accepted. */
export function ImportReview({ review, leftOutBefore, acts }: Props) {
  const { t } = useTranslation();
  const { source, draft, plan, rows } = review;
  const [leftOut, setLeftOut] = useState(leftOutBefore);
  const top = useRef<HTMLElement>(null);
  useEffect(() => top.current?.focus({ preventScroll: true }), []);
  const accepted = useMemo(() => acceptedChanges(plan, rows, leftOut), [plan, rows, leftOut]);
  const counts = programKind.options
    .map((kind) => ({ kind, count: draft.rows.filter((row) => row.kind === kind).length }))
    .filter(({ kind, count }) => kind !== 'workshop' && count > 0);
  const leave = (keys: readonly string[], out: boolean) => {
    const next = new Set(leftOut);
    for (const key of keys) {
      if (out) next.add(key);
      else next.delete(key);
    }
    setLeftOut(next);
  };
  return (
    <section ref={top} tabIndex={-1} className={styles.review} aria-label={t('imports.changes')}>
      <p>{t('imports.understood', { source, format: t(`imports.format.${draft.format}`) })}</p>
      <ul className={styles.counts}>
        {counts.map(({ kind, count }) => (
          <li key={kind}>
            <strong>{count}</strong> {t(`imports.kind.${kind}`, { count })}
          </li>
        ))}
      </ul>
      <NoteList notes={plan.notes} />
      <h2>{t('imports.changes')}</h2>
      {plan.rows.length === 0 ? (
        <EmptyState title={t('imports.nothing')} text={t('imports.nothingText')} />
      ) : (
        programKind.options.map((kind) => (
          <PlannedGroup
            key={kind}
            kind={kind}
            planned={plan.rows.filter(({ change }) => change.kind === kind)}
            plan={plan}
            rows={rows}
            leftOut={leftOut}
            onLeave={leave}
          />
        ))
      )}
      <p className={styles.quiet}>{t('imports.same', { count: plan.same })}</p>
      <footer className={styles.foot}>
        <div role="status">
          {accepted.needed.length > 0 ? (
            <p>{t('imports.needed', { count: accepted.needed.length })}</p>
          ) : null}
          {accepted.held.length > 0 ? <p>{t('imports.held', { count: accepted.held.length })}</p> : null}
        </div>
        <Button onPress={acts.again}>{t('common.cancel')}</Button>
        <Button
          variant="primary"
          isDisabled={accepted.changes.length === 0}
          onPress={() => acts.send(review, leftOut)}
        >
          {t('imports.accept', { count: accepted.changes.length })}
        </Button>
      </footer>
    </section>
  );
}
