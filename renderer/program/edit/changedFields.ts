import type { Row } from '#shared/sync/rows.ts';

/** The kinds of rows that are edited by hand. */
export type EditedKind = 'talk' | 'session' | 'announcement' | 'workshop';
export type EditedRow = Row<EditedKind>;
export type FieldName =
  | 'title'
  | 'abstract'
  | 'description'
  | 'text'
  | 'start'
  | 'end'
  | 'expires'
  | 'minutes'
  | 'roomId'
  | 'asksConsent'
  | 'state';
const fields: readonly FieldName[] = [
  'title',
  'abstract',
  'description',
  'text',
  'start',
  'end',
  'expires',
  'minutes',
  'roomId',
  'asksConsent',
  'state',
];

export type ChangedField = {
  readonly field: FieldName | 'other';
  readonly theirs: unknown;
  readonly mine: unknown;
};

type Data = Readonly<Record<string, unknown>>;

/** In which fields what I wrote differs from what is there now; what cannot be edited here is one `other`. */
export function changedFields(theirs: Data, mine: Data): readonly ChangedField[] {
  const same = (key: string) => JSON.stringify(theirs[key]) === JSON.stringify(mine[key]);
  const named = fields.filter((field) => !same(field));
  const known: readonly string[] = fields;
  const others = [...new Set([...Object.keys(theirs), ...Object.keys(mine)])].filter(
    (key) => !known.includes(key) && !same(key),
  );
  return [
    ...named.map((field) => ({ field, theirs: theirs[field], mine: mine[field] })),
    ...(others.length > 0 ? [{ field: 'other' as const, theirs: null, mine: null }] : []),
  ];
}
