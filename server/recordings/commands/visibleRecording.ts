import { RefusedError } from '#shared/contracts/refusals.ts';
import { audiencesOfReader, audiencesOfRow, type Reader } from '#shared/sync/audiences.ts';
import type { Row } from '#shared/sync/rows.ts';
import type { Effect } from '../../sync/CommandActor.ts';

export type RecordingRows = {
  readonly recording: Row<'recording'>;
  readonly contents: Row<'recordingContents'>;
};

function isSeen(row: Row, reader: Reader): boolean {
  const held = audiencesOfReader(reader);
  return audiencesOfRow(row, () => null).some((audience) => held.has(audience));
}

/**
 * A recording with what the actor may watch of it (rule M8). Throws `RefusedError` not-found where the actor
 * sees none, not-released where it is announced but not open.
 */
export async function visibleRecording({ tx, actor }: Effect, recordingId: string): Promise<RecordingRows> {
  const recording = await tx.row('recording', recordingId);
  const contents = await tx.row('recordingContents', recordingId);
  if (!recording || !contents || !isSeen(recording, actor.reader)) {
    throw new RefusedError('not-found', 'recording');
  }
  if (!isSeen(contents, actor.reader)) throw new RefusedError('not-released', 'recording');
  return { recording, contents };
}

export function isOrganizer({ role }: Reader): boolean {
  return role === 'organizer';
}

/** As `visibleRecording`, of one that the actor may change: any for organizers, else of the own talks. */
export async function ownRecording(effect: Effect, recordingId: string): Promise<RecordingRows> {
  const { reader } = effect.actor;
  const { recording, contents } = await visibleRecording(effect, recordingId);
  const { of } = recording.data;
  const isOwn = of.kind === 'talk' && reader.talkIds.includes(of.talkId);
  if (!isOrganizer(reader) && !isOwn) throw new RefusedError('not-allowed', 'the recording of others');
  return { recording, contents };
}
