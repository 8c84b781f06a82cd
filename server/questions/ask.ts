import type { CommandArgs } from '#shared/contracts/commands.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Anchor } from '#shared/questions/question.ts';
import { audiencesOfReader, audiencesOfRow } from '#shared/sync/audiences.ts';
import type { Effect } from '../sync/CommandActor.ts';
import { authorOf } from './visibleQuestion.ts';

async function checkAnchor({ tx, actor }: Effect, anchor: Anchor, talkId: string | null): Promise<void> {
  const recording = await tx.row('recording', anchor.recordingId);
  if (!recording) throw new RefusedError('not-found', 'recording');
  const { of, duration } = recording.data;
  if (talkId !== null && of.kind === 'talk' && of.talkId !== talkId) {
    throw new RefusedError('malformed', 'the anchor is in the recording of another talk');
  }
  if (anchor.second > duration) throw new RefusedError('malformed', 'the anchor is after the end');
  const contents = await tx.row('recordingContents', anchor.recordingId);
  const held = audiencesOfReader(actor.reader);
  const seen = contents && audiencesOfRow(contents, () => null).some((audience) => held.has(audience));
  if (!seen) throw new RefusedError('not-released');
}

/** A new question waits for a moderator; its id is its author's choice. */
export async function ask(effect: Effect, args: CommandArgs<'question.ask'>): Promise<void> {
  const { tx, actor, now } = effect;
  const { questionId, talkId, sessionId, anchor } = args;
  if ((await tx.row('question', questionId)) || (await authorOf(effect, questionId)) !== null) {
    throw new RefusedError('already-done', 'question');
  }
  if (talkId === null && sessionId === null) {
    throw new RefusedError('malformed', 'a question is about a talk or a session');
  }
  if (talkId !== null && !(await tx.row('talk', talkId))) throw new RefusedError('not-found', 'talk');
  if (sessionId !== null && !(await tx.row('session', sessionId))) {
    throw new RefusedError('not-found', 'session');
  }
  if (anchor) await checkAnchor(effect, anchor, talkId);
  const { accountId } = actor.reader;
  await tx.sql
    .insertInto('question_author')
    .values({ workshop_id: tx.workshopId, question_id: questionId, account_id: accountId })
    .execute();
  await tx.put('question', questionId, {
    text: args.text,
    state: 'pending',
    talkId,
    sessionId,
    anchor,
    askedBy: args.anonymous ? null : actor.name,
    askedAt: now.toISOString(),
    dismissal: null,
    sample: false,
  });
  await tx.put('authorship', questionId, { questionId, accountId, name: actor.name });
}
