import type { QuestionView } from '#shared/sync/questionView.ts';
import { type TranscriptItem, transcriptItems } from './transcriptItems.ts';

export type Moment = Exclude<TranscriptItem, { kind: 'cue' }>;

/**
 * The questions at their seconds, and those of elsewhere that are answered in this recording; each leads to its own.
 */
export function momentsOf(questions: readonly QuestionView[], recordingId: string): readonly Moment[] {
  return transcriptItems([], questions, recordingId).filter(
    (item): item is Moment =>
      item.kind === 'question' ||
      (item.kind === 'answer' && item.view.data.anchor?.recordingId !== recordingId),
  );
}
