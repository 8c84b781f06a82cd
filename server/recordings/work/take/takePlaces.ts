import { FRAME_RATE, frameAt } from './airtime.ts';
import { type AiredTimeline, airedTimeline } from './takeScenes.ts';
import { askedStretches, type TakeTimeline } from './takeTimeline.ts';

/** What is said at a place of the recording; seconds of it. */
export type TakePlaces = {
  readonly chapters: readonly { readonly start: number; readonly title: string }[];
  readonly answers: readonly { readonly questionId: string; readonly start: number; readonly end: number }[];
};

/** The words of what was asked and played; `null` of what is no more. */
export type TakeTitles = {
  /** Of the session. */
  readonly beginning: string;
  readonly ofQuestion: (questionId: string) => string | null;
  readonly ofRecording: (recordingId: string) => string | null;
};

const TITLE_LENGTH = 90;
/** Chapters are so far apart, in seconds: of two that are nearer the later one counts. */
const APART = 1;

/** A question's words as a chapter's title: its first line, cut between words. */
export function shortTitle(text: string): string {
  const line = text.trim().split(/\s*\n\s*/)[0] ?? '';
  if (line.length <= TITLE_LENGTH) return line;
  const cut = line.slice(0, TITLE_LENGTH - 1);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > TITLE_LENGTH / 2 ? space : cut.length).replace(/[\s,.;:–-]+$/, '')}…`;
}

/** A chapter for the beginning, each question that was put live and each talk that was played; and the answers. */
export function takePlaces(
  timeline: TakeTimeline,
  titles: TakeTitles,
  aired: AiredTimeline = airedTimeline(timeline),
): TakePlaces {
  const second = (at: number): number => frameAt(aired.stretches, at) / FRAME_RATE;
  const last = aired.stretches.at(-1);
  const end = last ? (last.frame + last.frames) / FRAME_RATE : 0;
  const asked = askedStretches(timeline);
  const played = aired.played.filter(({ playing: { recordingId, run } }, index) => {
    const before = aired.played[index - 1]?.playing;
    return before?.recordingId !== recordingId || before.run !== run;
  });
  const found = [
    { start: 0, title: titles.beginning },
    ...asked.map(({ from, questionId }) => ({ start: second(from), title: titles.ofQuestion(questionId) })),
    ...played.map(({ from, playing }) => ({
      start: second(from),
      title: titles.ofRecording(playing.recordingId),
    })),
  ]
    .flatMap(({ start, title }) => (title && start < end ? [{ start, title: shortTitle(title) }] : []))
    .toSorted((a, b) => a.start - b.start);
  const chapters = found.filter(
    ({ start }, index) => (found[index + 1]?.start ?? Number.POSITIVE_INFINITY) - start >= APART,
  );
  // Of a question that was live twice the last answer counts.
  const answers = new Map(
    asked
      .filter(({ answered }) => answered)
      .map(({ questionId, from, to }) => [questionId, { questionId, start: second(from), end: second(to) }]),
  );
  return { chapters, answers: [...answers.values()].filter((answer) => answer.end > answer.start) };
}
