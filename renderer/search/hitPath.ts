import { assertNever } from '#shared/assertNever.ts';
import type { WorkshopEntry } from '../sync/useWorkshops.ts';
import { notesPath, personPath, sessionPath, talkPath, workshopPath } from '../workspace/routes.ts';
import type { SearchHit } from './SearchIndex.ts';

/** Where a hit leads: of captions and notes to their second. */
export function hitPath(hit: Pick<SearchHit, 'kind' | 'rowId' | 'second'>, entry: WorkshopEntry): string {
  switch (hit.kind) {
    case 'workshop':
    case 'announcement':
      return workshopPath(entry);
    case 'session':
      return sessionPath(entry, hit.rowId);
    case 'person':
      return personPath(entry, hit.rowId);
    case 'talk':
      return talkPath(entry, hit.rowId);
    case 'captions':
      return talkPath(entry, hit.rowId, hit.second ?? undefined);
    case 'note':
      return hit.rowId === '' ? notesPath : talkPath(entry, hit.rowId, hit.second ?? undefined);
    default:
      return assertNever(hit.kind);
  }
}
