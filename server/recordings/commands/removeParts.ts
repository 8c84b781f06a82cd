import type { CommandArgs } from '#shared/contracts/commands.ts';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { Effect } from '../../sync/CommandActor.ts';
import { noteReplaced } from '../work/replacedMedia.ts';
import { ownRecording } from './visibleRecording.ts';

/** The lines of the transcript are those of the captions in what is spoken, and go with them. */
export async function removeCaptions(
  effect: Effect,
  args: CommandArgs<'recording.removeCaptions'>,
): Promise<void> {
  const { contents } = await ownRecording(effect, args.recordingId);
  const { captionTracks, language, cues } = contents.data;
  const gone = captionTracks.filter((track) => track.language === args.language);
  if (gone.length === 0) throw new RefusedError('not-found', 'captions');
  await effect.tx.put('recordingContents', contents.id, {
    ...contents.data,
    captionTracks: captionTracks.filter((track) => track.language !== args.language),
    cues: args.language === language ? [] : cues,
  });
  await noteReplaced(
    effect.tx.sql,
    gone.map(({ hash }) => hash),
  );
}

export async function removeSlides(
  effect: Effect,
  args: CommandArgs<'recording.removeSlides'>,
): Promise<void> {
  const { contents } = await ownRecording(effect, args.recordingId);
  const { slides } = contents.data;
  if (slides === null) throw new RefusedError('not-found', 'slides');
  await effect.tx.put('recordingContents', contents.id, { ...contents.data, slides: null });
  await noteReplaced(effect.tx.sql, [slides.hash]);
}
