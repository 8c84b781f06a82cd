import type { Phase } from '../../session.ts';
import { capitalised, cleanPoint } from './points.ts';

const SHARE = /(?<![\d/.])(\d{1,3})(?:\/(\d{1,3})|\s?%)\s+(?:of\s+)?/g;
const TITLE = 160;

/** `1/4 presentation and 3/4 discussion of …` (or in per cent) in a sentence; empty where it has no such shares. */
export function sharesIn(sentence: string): readonly Phase[] {
  const marks = [...sentence.matchAll(SHARE)];
  const phases = marks.flatMap((mark, index): Phase[] => {
    const end = marks[index + 1]?.index ?? sentence.length;
    const title = (sentence.slice(mark.index + mark[0].length, end).split(/[.;]\s|[.;]$/)[0] ?? '').slice(
      0,
      TITLE,
    );
    const words = capitalised(cleanPoint(title));
    const numerator = Number(mark[1]);
    const denominator = Number(mark[2] ?? 100);
    if (words === '' || numerator < 1 || numerator >= denominator) return [];
    return [{ title: words, length: { kind: 'fraction', numerator, denominator } }];
  });
  const whole = phases.reduce(
    (sum, { length }) => sum + (length.kind === 'fraction' ? length.numerator / length.denominator : 0),
    0,
  );
  return phases.length > 1 && whole < 1.001 ? phases : [];
}

const EACH_ENDS =
  /\b(?:each|every) (?:session|talk|part|presentation)s?\b.{0,40}?\b(?:conclude|end|close|finish)(?:s|d|es)?\b(?: up)? (?:with|in|by) (?:an? |the |some )?([^.:;]{3,160})/i;

/** What every talk ends with, where the page says so of all of them ("each session concludes with …"). */
export function closingPhase(text: string): Phase | null {
  const title = EACH_ENDS.exec(text)?.[1];
  return title ? { title: capitalised(cleanPoint(title)), length: { kind: 'at-the-end' } } : null;
}

const WRITTEN =
  /^(.{1,200}?)\s*\((?:(\d{1,3})\/(\d{1,3})|(\d{1,3}(?:\.\d+)?)\s*min(?:utes)?\.?|(at the end))\)$/i;

/** The value of a `Phases:` line: `Presentation (1/4); Questions (20 min); Open forum (at the end)`. */
export function writtenPhases(text: string): readonly Phase[] {
  return text.split(';').flatMap((part): Phase[] => {
    const [, title = '', numerator, denominator, minutes, atTheEnd] = WRITTEN.exec(part.trim()) ?? [];
    if (title === '') return [];
    if (atTheEnd) return [{ title, length: { kind: 'at-the-end' } }];
    if (minutes)
      return Number(minutes) > 0 ? [{ title, length: { kind: 'minutes', minutes: Number(minutes) } }] : [];
    if (Number(numerator) < 1 || Number(denominator) < 1) return [];
    return [
      { title, length: { kind: 'fraction', numerator: Number(numerator), denominator: Number(denominator) } },
    ];
  });
}
