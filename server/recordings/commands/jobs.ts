import { RefusedError } from '#shared/contracts/refusals.ts';
import { audiencesOfReader, audiencesOfRow } from '#shared/sync/audiences.ts';
import type { Row } from '#shared/sync/rows.ts';
import type { Effect } from '../../sync/CommandActor.ts';
import { isOrganizer } from './visibleRecording.ts';

type OnJob = { readonly jobId: string };

/** Of organizers any; of others the own uploads, and those for the own talks. */
async function ownJob({ tx, actor }: Effect, { jobId }: OnJob): Promise<Row<'recordingJob'>> {
  const { reader } = actor;
  const job = await tx.row('recordingJob', jobId);
  const held = audiencesOfReader(reader);
  if (!job || !audiencesOfRow(job, () => null).some((audience) => held.has(audience))) {
    throw new RefusedError('not-found', 'job');
  }
  const { talkId, uploadedBy } = job.data;
  const isOwn = uploadedBy === reader.accountId || (talkId !== null && reader.talkIds.includes(talkId));
  if (!isOrganizer(reader) && !isOwn) throw new RefusedError('not-allowed', 'the upload of others');
  return job;
}

/** The work begins when this is committed. */
export async function retryJob(effect: Effect, args: OnJob): Promise<void> {
  const job = await ownJob(effect, args);
  const { state } = job.data;
  if (state !== 'failed') throw new RefusedError('wrong-state', state);
  await effect.tx.put('recordingJob', job.id, {
    ...job.data,
    changed: new Date().toISOString(),
    state: 'queued',
    step: null,
    progress: 0,
    reason: null,
    detail: null,
  });
}

/** The work ends, and what was uploaded is removed, when this is committed. */
export async function dropJob(effect: Effect, args: OnJob): Promise<void> {
  const job = await ownJob(effect, args);
  await effect.tx.remove('recordingJob', job.id);
}
