import type { Cue, RecordingContents } from './recording.ts';

type Chapter = RecordingContents['chapters'][number];

/** What is wrong with a line of a list; each has its sentence in the app's catalog. */
export type ChapterFault = 'no-time' | 'wrong-time' | 'no-title' | 'not-after' | 'past-end';
/** `line` counts from 1; `text` is the line as it was written. */
export type ChapterLineFault = { readonly line: number; readonly text: string; readonly fault: ChapterFault };
export type ChapterList = {
  readonly chapters: readonly Chapter[];
  readonly faults: readonly ChapterLineFault[];
};

/** `0:00 Title`, `[1:02:03] - Title`, `• 12:30.5: Title`. */
const LINE = /^(?:[-*•]\s*)?[[(]?(\d+(?::\d+)+(?:[.,]\d{1,3})?)[\])]?(.*)$/;
const SEPARATOR = /^\s*(?:[-–—:.|]\s*)?/;

/** Seconds of `1:02:03.5` or `2:03`; `null` where minutes or seconds are over 59 or there are too many parts. */
function secondsOf(text: string): number | null {
  const parts = text.replace(',', '.').split(':').map(Number);
  if (parts.length > 3 || parts.slice(1).some((part) => part >= 60)) return null;
  return Math.round(parts.reduce((sum, part) => sum * 60 + part, 0) * 1000) / 1000;
}

function readLine(text: string, before: number, duration: number): Chapter | ChapterFault {
  const [, time, rest = ''] = LINE.exec(text) ?? [];
  if (time === undefined) return 'no-time';
  const start = secondsOf(time);
  if (start === null) return 'wrong-time';
  const title = rest.replace(SEPARATOR, '').trim();
  if (title === '') return 'no-title';
  if (start >= duration) return 'past-end';
  return start <= before ? 'not-after' : { start, title };
}

/**
 * Reads chapters as people write them, a line for each: its start (`m:ss` or `h:mm:ss`) and its title. Empty
 * lines are left out. `duration`: of the recording, in seconds. The chapters are those of the lines without a
 * fault, in order.
 */
export function parseChapterList(text: string, duration = Number.POSITIVE_INFINITY): ChapterList {
  const chapters: Chapter[] = [];
  const faults: ChapterLineFault[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)
    .entries()) {
    const trimmed = line.trim();
    if (trimmed === '') continue;
    const read = readLine(trimmed, chapters.at(-1)?.start ?? -1, duration);
    if (typeof read === 'string') faults.push({ line: index + 1, text: trimmed, fault: read });
    else chapters.push(read);
  }
  return { chapters, faults };
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const two = (n: number) => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const fraction = Math.round((seconds - whole) * 1000);
  const rest = fraction > 0 && fraction < 1000 ? `.${String(fraction).padStart(3, '0')}` : '';
  const end = `${two(whole % 60)}${rest}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${end}` : `${minutes}:${end}`;
}

/** The list that `parseChapterList` reads as these chapters. */
export function chapterListText(chapters: readonly Chapter[]): string {
  return chapters.map(({ start, title }) => `${clock(start)} ${title}`).join('\n');
}

/** The longest title that is made of a caption's words. */
const TITLE_LENGTH = 60;

function titleOf(text: string): string {
  const sentence = text.split(/(?<=[.!?…。])\s/)[0]?.replace(/[\s.,;:]+$/, '') ?? text;
  if (sentence.length <= TITLE_LENGTH) return sentence;
  const cut = sentence.slice(0, TITLE_LENGTH);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), TITLE_LENGTH / 2))}…`;
}

export type ProposalOptions = {
  /** The shortest chapter, in seconds; a twelfth of the whole and a minute at most where left out. */
  readonly shortest?: number;
  /** The shortest pause between chapters, in seconds. */
  readonly pause?: number;
  /** The most chapters. */
  readonly most?: number;
};

/**
 * Chapters as the captions suggest them: one begins after each of the longest pauses, named by the first words
 * that are spoken then. `cues` in order. A proposal for a person to correct.
 */
export function proposeChapters(cues: readonly Cue[], options: ProposalOptions = {}): readonly Chapter[] {
  const spoken = cues.filter(({ text }) => text.trim() !== '');
  const [first] = spoken;
  const end = spoken.at(-1)?.end;
  if (!first || end === undefined) return [];
  const { shortest = Math.min(60, end / 12), pause = 0.75, most = 20 } = options;
  const pauses = spoken.flatMap((cue, i) => {
    const before = spoken[i - 1];
    const length = before ? cue.start - before.end : 0;
    return before && length >= pause ? [{ cue, length }] : [];
  });
  const chosen: Cue[] = [{ ...first, start: 0 }];
  for (const { cue } of pauses.toSorted((a, b) => b.length - a.length || a.cue.start - b.cue.start)) {
    if (chosen.length >= most) break;
    const isApart = chosen.every((other) => Math.abs(other.start - cue.start) >= shortest);
    if (isApart && end - cue.start >= shortest / 2) chosen.push(cue);
  }
  return chosen
    .toSorted((a, b) => a.start - b.start)
    .map(({ start, text }) => ({ start, title: titleOf(text) }));
}
