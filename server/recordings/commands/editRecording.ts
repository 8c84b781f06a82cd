import { isDeepStrictEqual } from 'node:util';
import type { CommandArgs } from '#shared/contracts/commands.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { momentStart } from '#shared/program/momentTime.ts';
import { mayBringBack, withdrawalAfter } from '#shared/recordings/withdrawal.ts';
import type { RowData } from '#shared/sync/rows.ts';
import type { Effect } from '../../sync/CommandActor.ts';
import { isOrganizer, ownRecording } from './visibleRecording.ts';

type Args = CommandArgs<'recording.edit'>;
type Chapters = RowData<'recordingContents'>['chapters'];

function settledChapters(chapters: Chapters, duration: number): Chapters {
  const sorted = chapters
    .map(({ start, title }) => ({ start, title: title.trim() }))
    .toSorted((a, b) => a.start - b.start);
  for (const [i, { start, title }] of sorted.entries()) {
    if (title === '') throw new RefusedError('malformed', `the chapter at ${start} s has no title`);
    if (start >= duration) throw new RefusedError('malformed', `the chapter at ${start} s is after the end`);
    if (sorted[i - 1]?.start === start)
      throw new RefusedError('malformed', `two chapters begin at ${start} s`);
  }
  return sorted;
}

/** Rule S4: a release that is not due any more closes what is open; the scheduler opens it again. */
async function isStillReleased(
  { tx, now }: Effect,
  released: boolean,
  release: RowData<'recording'>['release'],
): Promise<boolean> {
  if (!released) return false;
  const zone = (await tx.row('workshop', tx.workshopId))?.data.zone ?? null;
  const at = momentStart(release, zone);
  return at !== null && at <= now.getTime();
}

/**
 * Changes what is given of a recording: its organizers all of it; the talk's speakers the chapters, and they
 * withdraw it and bring back what they withdrew themselves. The ids of the recording, its renditions and its
 * questions stay.
 */
export async function editRecording(effect: Effect, args: Args): Promise<void> {
  const { tx, actor } = effect;
  const { recordingId, chapters, withdrawn, ...given } = args;
  const { recording, contents } = await ownRecording(effect, recordingId);
  const by = { accountId: actor.reader.accountId, isOrganizer: isOrganizer(actor.reader) };
  const before = recording.data;
  if (!by.isOrganizer && Object.values(given).some((value) => value !== undefined)) {
    throw new RefusedError('not-allowed', 'speakers change the chapters, and withdraw');
  }
  if (withdrawn === false && !mayBringBack(before, by)) {
    throw new RefusedError('not-allowed', 'speakers bring back what they withdrew themselves');
  }
  const description = given.description === undefined ? before.description : given.description || null;
  const after = {
    ...before,
    release: given.release ?? before.release,
    mayBeKept: given.mayBeKept ?? before.mayBeKept,
    ...withdrawalAfter(before, withdrawn, by),
    description,
  };
  const isMoved = !isDeepStrictEqual(after.release, before.release);
  const { released } = contents.data;
  const shown = {
    ...contents.data,
    withdrawn: after.withdrawn,
    released: isMoved ? await isStillReleased(effect, released, after.release) : released,
    chapters: chapters ? settledChapters(chapters, before.duration) : contents.data.chapters,
  };
  if (!isDeepStrictEqual(after, before)) await tx.put('recording', recordingId, after);
  if (!isDeepStrictEqual(shown, contents.data)) await tx.put('recordingContents', contents.id, shown);
}
