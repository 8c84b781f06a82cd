import type { CommandArgs } from '#shared/contracts/commands.ts';
import { derivedId } from '../../store/newId.ts';
import type { Effect } from '../../sync/CommandActor.ts';
import { visibleRecording } from './visibleRecording.ts';

/** One rating per account and recording, of a recording that the account may watch. */
export async function rate(effect: Effect, args: CommandArgs<'recording.rate'>): Promise<void> {
  const { tx, actor } = effect;
  const { recordingId, stars } = args;
  const { accountId } = actor.reader;
  const { contents } = await visibleRecording(effect, recordingId);
  const id = derivedId('rating', recordingId, accountId);
  if (stars === null) return tx.remove('rating', id);
  const { talkId } = contents.data;
  await tx.put('rating', id, { recordingId, talkId, accountId, stars, text: args.text || null });
}
