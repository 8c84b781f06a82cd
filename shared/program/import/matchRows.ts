import { assertNever } from '../../assertNever.ts';
import type { Row, RowInput } from '../../sync/rows.ts';
import type { ProgramKind } from '../programKinds.ts';
import type { DraftRow } from './draft.ts';

export type ProgramRow = Extract<Row, { readonly kind: ProgramKind }>;

type Titled = {
  readonly [K in ProgramKind]: { readonly kind: K; readonly data: Partial<RowInput<K>> };
}[ProgramKind];

/** What a row is called where it is shown by itself; empty where it has no name yet. */
export function titleOfRow(row: Titled): string {
  switch (row.kind) {
    case 'workshop':
    case 'announcement':
    case 'session':
    case 'talk':
      return row.data.title ?? '';
    case 'room':
    case 'track':
    case 'person':
      return row.data.name ?? '';
    case 'deadline':
      return row.data.label ?? '';
    case 'seat':
      return row.data.committee ?? '';
    default:
      return assertNever(row);
  }
}

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Rows of the hub by which a draft's rows are known there, by the draft row's kind and key. */
export type Matches = ReadonlyMap<string, ProgramRow>;
export const matchKey = (kind: ProgramKind, key: string): string => `${kind} ${key}`;

function push(rows: Map<string, ProgramRow[]>, name: string, row: ProgramRow): void {
  const list = rows.get(name);
  if (list) list.push(row);
  else rows.set(name, [row]);
}

class Matcher {
  readonly matches = new Map<string, ProgramRow>();
  readonly #free: Set<ProgramRow>;
  readonly #byExternalId = new Map<string, ProgramRow[]>();
  readonly #byTitle = new Map<string, ProgramRow[]>();

  constructor(rows: readonly ProgramRow[]) {
    this.#free = new Set(rows);
    for (const row of rows) {
      push(this.#byExternalId, `${row.kind} lectern:${row.kind}/${row.id}`, row);
      for (const id of row.data.externalIds) push(this.#byExternalId, `${row.kind} ${id}`, row);
      push(this.#byTitle, `${row.kind} ${plain(titleOfRow(row))}`, row);
    }
  }

  take(draft: DraftRow, row: ProgramRow | undefined): boolean {
    if (!row || !this.#free.delete(row)) return false;
    this.matches.set(matchKey(draft.kind, draft.key), row);
    return true;
  }

  byExternalId(draft: DraftRow): boolean {
    return draft.externalIds.some((id) => {
      const rows = this.#byExternalId.get(`${draft.kind} ${id}`) ?? [];
      return this.take(
        draft,
        rows.find((row) => this.#free.has(row)),
      );
    });
  }

  byTitle(draft: DraftRow, personOf: (key: string) => string | undefined): void {
    if (draft.kind === 'seat') {
      const personId = personOf(String(draft.data.personId));
      const seats = this.#byTitle.get(`seat ${plain(draft.data.committee ?? '')}`) ?? [];
      this.take(
        draft,
        seats.find((row) => row.kind === 'seat' && row.data.personId === personId),
      );
      return;
    }
    const title = plain(titleOfRow(draft));
    if (title === '') return;
    this.take(
      draft,
      this.#byTitle.get(`${draft.kind} ${title}`)?.find((row) => this.#free.has(row)),
    );
  }
}

/**
 * Finds the hub's row of each draft row: by the ids that an earlier import left there, then by an equal
 * title or name among what is left. The workshop's row is always its own. No row is found twice.
 */
export function matchRows(drafts: readonly DraftRow[], rows: readonly ProgramRow[]): Matches {
  const matcher = new Matcher(rows);
  const open: DraftRow[] = [];
  for (const draft of drafts) {
    if (draft.kind === 'workshop') {
      matcher.take(
        draft,
        rows.find(({ kind }) => kind === 'workshop'),
      );
    } else if (!matcher.byExternalId(draft)) open.push(draft);
  }
  const personOf = (key: string) => matcher.matches.get(matchKey('person', key))?.id;
  for (const draft of open) if (draft.kind !== 'seat') matcher.byTitle(draft, personOf);
  for (const draft of open) if (draft.kind === 'seat') matcher.byTitle(draft, personOf);
  return matcher.matches;
}
