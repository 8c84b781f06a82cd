import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { plannedKey } from '#shared/program/import/acceptedChanges.ts';
import type { ImportPlan, PlannedRow } from '#shared/program/import/planImport.ts';
import type { ProgramKind } from '#shared/program/programKinds.ts';
import type { Row } from '#shared/sync/rows.ts';
import { Button } from '../../design/Button.tsx';
import { Checkbox } from '../../design/Checkbox.tsx';
import { Tag } from '../../design/Tag.tsx';
import { FieldValues } from './FieldValues.tsx';
import styles from './ImportPage.module.css';

const SHOWN = 50;

/** Where more differs, that a row learns its id in the source goes without saying. */
function worthTelling(fields: PlannedRow['fields']): PlannedRow['fields'] {
  const others = fields.filter(({ field }) => field !== 'externalIds');
  return others.length > 0 ? others : fields;
}

type GroupProps = {
  readonly kind: ProgramKind;
  readonly planned: readonly PlannedRow[];
  readonly plan: ImportPlan;
  readonly rows: readonly Row[];
  readonly leftOut: ReadonlySet<string>;
  readonly onLeave: (keys: readonly string[], out: boolean) => void;
};

/** The planned rows of one kind, each to be taken over or left out. */
export function PlannedGroup({ kind, planned, plan, rows, leftOut, onLeave }: GroupProps) {
  const { t } = useTranslation();
  const [limit, setLimit] = useState(SHOWN);
  if (planned.length === 0) return null;
  const keys = planned.map(plannedKey);
  const out = keys.filter((key) => leftOut.has(key)).length;
  const title = t(`imports.kind.${kind}`, { count: planned.length });
  return (
    <section className={styles.group}>
      <header>
        <Checkbox
          isSelected={out === 0}
          isIndeterminate={out > 0 && out < keys.length}
          onChange={(take) => onLeave(keys, !take)}
          label={t('imports.takeAll', { kind: title })}
          hideLabel
        />
        <h3>
          {title} <span>{planned.length}</span>
        </h3>
      </header>
      <ul>
        {planned.slice(0, limit).map((row) => (
          <li key={plannedKey(row)}>
            <Checkbox
              isSelected={!leftOut.has(plannedKey(row))}
              onChange={(take) => onLeave([plannedKey(row)], !take)}
              label={t('imports.take', { title: row.title })}
              hideLabel
            />
            <div>
              <p className={styles.rowTitle}>
                <span>{row.title}</span>
                <Tag tone={row.act === 'add' ? 'soft' : row.act === 'change' ? 'plain' : 'ask'}>
                  {t(`imports.act.${row.act}`)}
                </Tag>
              </p>
              {row.act === 'change' ? (
                <FieldValues fields={worthTelling(row.fields)} plan={plan} rows={rows} />
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {planned.length > limit ? (
        <Button small variant="quiet" onPress={() => setLimit(limit + 500)}>
          {t('imports.more', { count: planned.length - limit })}
        </Button>
      ) : null}
    </section>
  );
}
