import type { Cue } from '#shared/recordings/recording.ts';
import type { QuestionView } from '#shared/sync/questionView.ts';

type At = { readonly key: string; readonly at: number };
export type TranscriptItem =
  | (At & { readonly kind: 'cue'; readonly cue: Cue })
  | (At & { readonly kind: 'question'; readonly view: QuestionView })
  /** The place where a question is answered. */
  | (At & { readonly kind: 'answer'; readonly view: QuestionView });

/**
 * The lines of a transcript with the questions at the seconds that raised them and the places where
 * they are answered (rule Q2), each after its line.
 */
export function transcriptItems(
  cues: readonly Cue[],
  questions: readonly QuestionView[],
  recordingId: string,
): readonly TranscriptItem[] {
  const items: TranscriptItem[] = cues.map((cue) => ({
    kind: 'cue',
    key: `cue-${cue.start}`,
    at: cue.start,
    cue,
  }));
  for (const view of questions) {
    const { anchor, state } = view.data;
    if (state === 'withdrawn' || state === 'dismissed') continue;
    if (anchor?.recordingId === recordingId) {
      items.push({ kind: 'question', key: `asked-${view.id}`, at: anchor.second, view });
    }
    const span = view.answer?.span;
    if (span?.recordingId === recordingId) {
      items.push({ kind: 'answer', key: `answered-${view.id}`, at: span.start, view });
    }
  }
  return items.sort((a, b) => a.at - b.at || (a.kind === 'cue' ? -1 : 1));
}

/** The line that is being said at a second, or was last. */
export function currentCue(cues: readonly Cue[], second: number): Cue | undefined {
  return cues.findLast((cue) => cue.start <= second + 0.05);
}
