import { type Moment, unknownMoment } from '../../moment.ts';
import { momentTime } from '../../momentTime.ts';
import type { Where } from '../draft.ts';
import type { ImportNotes } from './ImportNotes.ts';

/** The last moment of a workshop; unknown, with a note, where it is before the first. */
export function lastAfter(first: Moment, last: Moment, notes: ImportNotes, where: Where): Moment {
  const from = momentTime(first);
  const to = momentTime(last);
  if (from === null || to === null || to >= from) return last;
  notes.add(
    'not-understood',
    'end-before-start',
    where,
    last.kind === 'instant' ? last.at : new Date(to).toISOString(),
  );
  return unknownMoment;
}
