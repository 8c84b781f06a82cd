import { RefusedError } from '#shared/contracts/refusals.ts';
import { may } from '#shared/people/permissions.ts';
import { audiencesOfReader, audiencesOfRow, type Reader } from '#shared/sync/audiences.ts';
import type { Row } from '#shared/sync/rows.ts';
import type { Effect } from '../../sync/CommandActor.ts';
import { isOrganizer } from './visibleRecording.ts';

type OnJob = { readonly jobId: string };

async function visibleJob({ tx, actor }: Effect, { jobId }: OnJob): Promise<Row<'recordingJob'>> {
  const job = await tx.row('recordingJob', jobId);
  const held = audiencesOfReader(actor.reader);
  if (!job || !audiencesOfRow(job, () => null).some((audience) => held.has(audience))) {
    throw new RefusedError('not-found', 'job');
  }
  return job;
}

/** Of organizers any; of others the own uploads, and those for the own talks. */
function isOwn({ data: { uploadedBy, talkId } }: Row<'recordingJob'>, reader: Reader): boolean {
  return (
    isOrganizer(reader) ||
    (may(reader.role, 'recording.upload') &&
      (uploadedBy === reader.accountId || (talkId !== null && reader.talkIds.includes(talkId))))
  );
}

/** The recording of a session, whose stage the reader runs (rule Q6): who starts and stops it tries it again as well. */
function isOfOwnStage({ data: { target } }: Row<'recordingJob'>, { role, boards }: Reader): boolean {
  if (target.what !== 'recording' || target.of.kind !== 'session') return false;
  return may(role, 'stage.run') || boards.includes(target.of.sessionId);
}

/** The work begins when this is committed. */
export async function retryJob(effect: Effect, args: OnJob): Promise<void> {
  const job = await visibleJob(effect, args);
  const { reader } = effect.actor;
  if (!isOwn(job, reader) && !isOfOwnStage(job, reader)) {
    throw new RefusedError('not-allowed', 'the upload of others');
  }
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
  const job = await visibleJob(effect, args);
  if (!isOwn(job, effect.actor.reader)) throw new RefusedError('not-allowed', 'the upload of others');
  await effect.tx.remove('recordingJob', job.id);
}
