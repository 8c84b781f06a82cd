import { RefusedError } from '#shared/contracts/refusals.ts';
import type { RecordingContents } from '#shared/recordings/recording.ts';
import { audiencesOfReader, project, type Reader } from '#shared/sync/audiences.ts';
import type { Row } from '#shared/sync/rows.ts';
import type { Store } from '../store/Store.ts';

/**
 * What a reader may watch of a recording (rule M8). Throws `RefusedError` not-released where the
 * recording is announced but not open to this reader, not-found where there is none.
 */
export async function visibleContents(
  store: Store,
  workshopId: string,
  recordingId: string,
  reader: Reader,
): Promise<RecordingContents> {
  const stored = await store.storedRow(workshopId, 'recordingContents', recordingId);
  const change = stored && project(stored, audiencesOfReader(reader));
  if (change && change.data !== null) return (change as Row<'recordingContents'>).data;
  const announced = await store.row(workshopId, 'recording', recordingId);
  throw new RefusedError(announced ? 'not-released' : 'not-found', 'recording');
}
