import { isDeepStrictEqual } from 'node:util';
import type { ProgramKind } from '#shared/program/programKinds.ts';
import { announcement } from '#shared/program/workshop.ts';
import type { RowData } from '#shared/sync/rows.ts';
import type { WorkshopWrite } from '../../store/Store.ts';

/**
 * Only the hub says that an announcement has expired (rule S4): what somebody writes keeps that for as
 * long as `expires` stays as it was, and another `expires` shows the announcement again. Rows of other
 * kinds are left as they are.
 */
export async function settleExpiry(
  tx: WorkshopWrite,
  kind: ProgramKind,
  id: string,
  data: RowData<ProgramKind>,
): Promise<RowData<ProgramKind>> {
  if (kind !== 'announcement') return data;
  const before = (await tx.row(kind, id))?.data;
  const next = announcement.parse(data);
  const expired = before?.expired === true && isDeepStrictEqual(before.expires, next.expires);
  return { ...next, expired };
}
