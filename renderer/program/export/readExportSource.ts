import { assertNever } from '#shared/assertNever.ts';
import type { ExportSource, PageOf } from '#shared/program/export/exported.ts';
import type { Row, RowKind } from '#shared/sync/rows.ts';
import type { HubDatabase } from '../../sync/database.ts';
import { baseRows } from '../../sync/readBase.ts';
import type { WorkshopEntry } from '../../sync/useWorkshops.ts';
import { appLink, personPath, sessionPath, talkPath, workshopPath } from '../../workspace/routes.ts';

/** What exports say something of; questions and what else the base holds are never in them. */
const exported: readonly RowKind[] = [
  'workshop',
  'deadline',
  'announcement',
  'room',
  'track',
  'person',
  'seat',
  'session',
  'talk',
  'recording',
  'recordingContents',
];

function pathOf(entry: WorkshopEntry, page: PageOf): string {
  switch (page.kind) {
    case 'workshop':
      return workshopPath(entry);
    case 'session':
      return sessionPath(entry, page.id);
    case 'talk':
      return talkPath(entry, page.id);
    case 'person':
      return personPath(entry, page.id);
    default:
      return assertNever(page.kind);
  }
}

/** The workshop as this device's base has it: what its reader was sent, and nothing else (rule S4). */
export async function readExportSource(database: HubDatabase, entry: WorkshopEntry): Promise<ExportSource> {
  const rows = await database.transaction('r', database.base, database.bases, () =>
    Promise.all(exported.map((kind): Promise<readonly Row[]> => baseRows(database, entry.id, kind))),
  );
  return { rows: rows.flat(), link: (page) => appLink(pathOf(entry, page)) };
}
