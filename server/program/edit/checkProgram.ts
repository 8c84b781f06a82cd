import { RefusedError } from '#shared/contracts/refusals.ts';
import type { ImportChange } from '#shared/program/import/importChange.ts';
import { momentTime } from '#shared/program/momentTime.ts';
import { referencesOf } from '#shared/program/references.ts';
import type { Row, RowKind } from '#shared/sync/rows.ts';
import type { WorkshopWrite } from '../../store/Store.ts';

/** Kinds that name rows of the program, or are named by such. */
export const linkedKinds = [
  'room',
  'track',
  'person',
  'seat',
  'session',
  'talk',
  'recording',
  'question',
  'stage',
] as const satisfies readonly RowKind[];

export const nameOf = (kind: RowKind, id: string): string => `${kind} ${id}`;

/** The linked rows of a workshop as they are now, by `nameOf`. */
export async function linkedRows(tx: WorkshopWrite): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for (const kind of linkedKinds) {
    for (const row of await tx.rows(kind)) rows.set(nameOf(kind, row.id), row);
  }
  return rows;
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function checkRow(row: Row): void {
  if (row.kind === 'workshop' && row.data.zone !== null && !isZone(row.data.zone)) {
    throw new RefusedError('malformed', `there is no time zone ${row.data.zone}`);
  }
  if (row.kind !== 'session') return;
  const start = momentTime(row.data.start);
  const end = momentTime(row.data.end);
  if (start !== null && end !== null && end < start) {
    throw new RefusedError('malformed', `session ${row.id}: it ends before it starts`);
  }
}

async function checkWorkshop(tx: WorkshopWrite, { id, data }: ImportChange): Promise<void> {
  if (id !== tx.workshopId || data === null) throw new RefusedError('not-allowed', 'another workshop');
  const known = await tx.sql.selectFrom('workshop').select('slug').where('id', '=', id).executeTakeFirst();
  if ('slug' in data && data.slug !== known?.slug) {
    throw new RefusedError('not-allowed', 'the short name of a workshop stays');
  }
}

/**
 * Refuses changes that would leave a program in which a row names one that is not there, a session
 * ends before it starts, or the workshop has a zone that does not exist. Writes nothing.
 */
export async function checkProgram(tx: WorkshopWrite, changes: readonly ImportChange[]): Promise<void> {
  const rows = await linkedRows(tx);
  for (const change of changes) {
    const { kind, id, data } = change;
    if (kind === 'workshop') await checkWorkshop(tx, change);
    if (data === null) {
      rows.delete(nameOf(kind, id));
      continue;
    }
    const row = { workshopId: tx.workshopId, kind, id, rev: 0, data } as Row;
    checkRow(row);
    if (kind !== 'workshop' && kind !== 'deadline' && kind !== 'announcement')
      rows.set(nameOf(kind, id), row);
  }
  for (const row of rows.values()) {
    for (const { kind, id, field } of referencesOf(row)) {
      if (!rows.has(nameOf(kind, id))) {
        throw new RefusedError(
          'malformed',
          `${row.kind} ${row.id}: ${field} names a ${kind} that is not there`,
        );
      }
    }
  }
}
