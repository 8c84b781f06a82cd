import { RefusedError } from '#shared/contracts/refusals.ts';
import { blobsOf, type RecordingContents } from '#shared/recordings/recording.ts';
import type { RecordingOf } from '#shared/recordings/upload.ts';
import type { Row } from '#shared/sync/rows.ts';
import { derivedId } from '../../store/newId.ts';
import type { WorkshopWrite } from '../../store/Store.ts';

/** Everything that a recording's contents name in the media store. */
export function namesOf(contents: RecordingContents): readonly string[] {
  return [...contents.renditions.map(({ id }) => id), ...blobsOf(contents)];
}

/** What rows named before a write and do not name after it. */
export function noLongerNamed(before: RecordingContents | null, after: RecordingContents): readonly string[] {
  const now = new Set(namesOf(after));
  return before === null ? [] : namesOf(before).filter((name) => !now.has(name));
}

function isOfSame(a: RecordingOf, b: RecordingOf): boolean {
  if (a.kind === 'talk') return b.kind === 'talk' && a.talkId === b.talkId;
  return b.kind === 'session' && a.sessionId === b.sessionId;
}

/** The recording of a talk or session, or the id under which its first one is kept. */
export async function recordingFor(
  tx: WorkshopWrite,
  of: RecordingOf,
): Promise<{ readonly id: string; readonly before: Row<'recording'> | null }> {
  const found = (await tx.rows('recording')).find(({ data }) => isOfSame(data.of, of));
  if (found) return { id: found.id, before: found };
  const what = of.kind === 'talk' ? of.talkId : of.sessionId;
  return { id: derivedId('recording', tx.workshopId, what), before: null };
}

/** Throws `RefusedError` not-found where the program has it no more. */
export async function assertThere(tx: WorkshopWrite, of: RecordingOf): Promise<void> {
  const row = of.kind === 'talk' ? await tx.row('talk', of.talkId) : await tx.row('session', of.sessionId);
  if (!row) throw new RefusedError('not-found', of.kind);
}

export async function contentsOf(tx: WorkshopWrite, recordingId: string): Promise<Row<'recordingContents'>> {
  const contents = await tx.row('recordingContents', recordingId);
  if (!contents) throw new RefusedError('not-found', 'recording');
  return contents;
}
