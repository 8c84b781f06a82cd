import { assertNever } from '#shared/assertNever.ts';
import { momentEnd, momentStart } from '#shared/program/momentTime.ts';
import type { RowKind } from '#shared/sync/rows.ts';
import type { Store, WorkshopWrite } from '../store/Store.ts';

/** A change of visibility that is to be written at `at`, in ms on the program's clock. */
export type DueWrite = {
  readonly workshopId: string;
  readonly what: 'release' | 'expiry';
  /** Of the recording's contents, or of the announcement. */
  readonly id: string;
  readonly at: number;
};

/** The kinds of rows that what is due depends on. */
export const schedulingKinds = [
  'workshop',
  'recording',
  'recordingContents',
  'announcement',
] as const satisfies readonly RowKind[];

type Rows = Pick<WorkshopWrite, 'row' | 'rows'>;

/** When a recording opens; `null` where that is unknown or it is open. */
async function releaseAt(rows: Rows, zone: string | null, id: string): Promise<number | null> {
  const contents = await rows.row('recordingContents', id);
  if (!contents || contents.data.released) return null;
  const recording = await rows.row('recording', id);
  return recording && momentStart(recording.data.release, zone);
}

/** When an announcement expires: a date at its end. `null` where it never does, or has. */
async function expiryAt(rows: Rows, zone: string | null, id: string): Promise<number | null> {
  const announcement = await rows.row('announcement', id);
  return !announcement || announcement.data.expired ? null : momentEnd(announcement.data.expires, zone);
}

function dueAt(rows: Rows, zone: string | null, { what, id }: Pick<DueWrite, 'what' | 'id'>) {
  switch (what) {
    case 'release':
      return releaseAt(rows, zone, id);
    case 'expiry':
      return expiryAt(rows, zone, id);
    default:
      return assertNever(what);
  }
}

/** All that a workshop has to come, in no particular order. */
export async function findDueWrites(store: Store, workshopId: string): Promise<readonly DueWrite[]> {
  const rows: Rows = {
    row: (kind, id) => store.row(workshopId, kind, id),
    rows: (kind) => store.rows(workshopId, kind),
  };
  const zone = (await rows.row('workshop', workshopId))?.data.zone ?? null;
  const candidates = [
    ...(await rows.rows('recordingContents')).map(({ id }) => ({ what: 'release' as const, id })),
    ...(await rows.rows('announcement')).map(({ id }) => ({ what: 'expiry' as const, id })),
  ];
  const due: DueWrite[] = [];
  for (const candidate of candidates) {
    const at = await dueAt(rows, zone, candidate);
    if (at !== null) due.push({ workshopId, ...candidate, at });
  }
  return due;
}

/** Writes it, unless it was moved or done meanwhile. Returns whether it was written. */
export async function writeDue(tx: WorkshopWrite, due: DueWrite, programNow: number): Promise<boolean> {
  const { what, id } = due;
  const zone = (await tx.row('workshop', tx.workshopId))?.data.zone ?? null;
  const at = await dueAt(tx, zone, due);
  if (at === null || at > programNow) return false;
  switch (what) {
    case 'release': {
      const contents = await tx.row('recordingContents', id);
      if (contents) await tx.put('recordingContents', id, { ...contents.data, released: true });
      return true;
    }
    case 'expiry': {
      const announcement = await tx.row('announcement', id);
      if (announcement) await tx.put('announcement', id, { ...announcement.data, expired: true });
      return true;
    }
    default:
      return assertNever(what);
  }
}
