import { useTranslation } from 'react-i18next';
import { titleOfRow } from '#shared/program/import/matchRows.ts';
import type { FieldChange, ImportPlan } from '#shared/program/import/planImport.ts';
import { moment } from '#shared/program/moment.ts';
import { momentWords } from '#shared/program/momentWords.ts';
import { programKind } from '#shared/program/programKinds.ts';
import type { Row } from '#shared/sync/rows.ts';
import { imports } from '../../i18n/en/imports.ts';
import { useLocale } from '../../i18n/useLocale.ts';
import styles from './ImportPage.module.css';

type Props = {
  readonly fields: readonly FieldChange[];
  readonly plan: ImportPlan;
  readonly rows: readonly Row[];
};

const isNamed = (field: string): field is keyof typeof imports.field => Object.hasOwn(imports.field, field);

/** What of a row would be otherwise: each field before and after. */
export function FieldValues({ fields, plan, rows }: Props) {
  const { t } = useTranslation();
  const words = useValueWords(plan, rows);
  return (
    <dl className={styles.fields}>
      {fields.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{isNamed(field) ? t(`imports.field.${field}`) : field}</dt>
          <dd>
            {words(before) === t('imports.empty') ? null : (
              <del>
                <span className="visually-hidden">{t('imports.from')} </span>
                {words(before)}
              </del>
            )}
            <ins>
              <span className="visually-hidden">{t('imports.to')} </span>
              {words(after)}
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function useValueWords(plan: ImportPlan, rows: readonly Row[]): (value: unknown) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  const titleOf = (id: string): string | null => {
    const planned = plan.rows.find(({ change }) => change.id === id);
    if (planned) return planned.title;
    const row = rows.find((one) => one.id === id);
    return row && isProgramRow(row) ? titleOfRow(row) : null;
  };
  const words = (value: unknown): string => {
    if (value === null || value === undefined || value === '') return t('imports.empty');
    if (typeof value === 'string') return titleOf(value) ?? value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (Array.isArray(value)) {
      if (value.length === 0) return t('imports.empty');
      const texts = value.map(nameIn);
      return texts.every((text) => text !== null)
        ? texts.map((text) => titleOf(text) ?? text).join(', ')
        : t('imports.entries', { count: value.length });
    }
    const read = moment.safeParse(value);
    if (read.success) return momentWords(read.data, locale) ?? t('imports.empty');
    return JSON.stringify(value);
  };
  return words;
}

/** What an entry of a list is called; `null` where it has no name. */
function nameIn(entry: unknown): string | null {
  if (typeof entry === 'string') return entry;
  if (typeof entry !== 'object' || entry === null) return null;
  const named = entry as Readonly<Record<string, unknown>>;
  const name = named.personId ?? named.title ?? named.text ?? named.label ?? named.name;
  return typeof name === 'string' ? name : null;
}

function isProgramRow(row: Row): row is Extract<Row, { kind: (typeof programKind.options)[number] }> {
  return programKind.safeParse(row.kind).success;
}
