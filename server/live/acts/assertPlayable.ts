import { RefusedError } from '#shared/contracts/refusals.ts';
import type { StageAct } from '#shared/live/stageActs.ts';
import type { Store } from '../../store/Store.ts';

/**
 * What may be played to everyone is what everyone may watch (rule M8). Returns the name of what it is of. Refuses
 * not-found, not-released, and malformed for a position after the end.
 */
export async function assertPlayable(
  store: Pick<Store, 'row'>,
  workshopId: string,
  { recordingId, position }: Extract<StageAct, { kind: 'play' }>,
): Promise<string | null> {
  const recording = await store.row(workshopId, 'recording', recordingId);
  if (!recording || recording.data.withdrawn) throw new RefusedError('not-found', 'recording');
  const contents = await store.row(workshopId, 'recordingContents', recordingId);
  if (!contents?.data.released || contents.data.withdrawn) throw new RefusedError('not-released');
  const { of, duration } = recording.data;
  if (position > duration) throw new RefusedError('malformed', 'the position is after the end');
  const shown =
    of.kind === 'talk'
      ? await store.row(workshopId, 'talk', of.talkId)
      : await store.row(workshopId, 'session', of.sessionId);
  return shown?.data.title ?? null;
}
