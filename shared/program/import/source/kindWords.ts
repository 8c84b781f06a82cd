import type { Session } from '../../session.ts';
import type { Talk } from '../../talk.ts';

const talkWords: readonly (readonly [RegExp, Talk['kind']])[] = [
  [/lightning|pecha|ignite/i, 'lightning'],
  [/keynote|invited|plenary/i, 'invited'],
  [/tutorial|workshop|hands.?on|training/i, 'tutorial'],
  [/demo/i, 'demo'],
  [/customer|industry|sponsor/i, 'customer'],
  [/paper|poster|research|proceedings/i, 'paper'],
];

/** What kind of talk the words of a source mean; any other is a talk. */
export const talkKindOf = (words: string | null): Talk['kind'] =>
  talkWords.find(([pattern]) => words !== null && pattern.test(words))?.[1] ?? 'talk';

const breakWords =
  /^\W*(?:.{0,20}\s)?(?:break|lunch|coffee|dinner|breakfast|pause)\W*(?:break|time|and .{0,20})?\W*$/i;

const sessionWords: readonly (readonly [RegExp, Session['kind']])[] = [
  [/\b(?:social|reception|party|get.?together)\b/i, 'social'],
  [/\bkeynotes?\b/i, 'keynote'],
  [/\bpanel\b/i, 'panel'],
  [/\b(?:bof|birds of a feather)\b/i, 'bof'],
  [/\btutorials?\b/i, 'tutorial'],
  [/q\s?(?:&|and|\+)\s?a\b/i, 'qa'],
];

/** Whether these words name a break, and nothing but one. */
export const isBreak = (words: string | null): boolean => words !== null && breakWords.test(words);

/** What kind of session the words of a source mean; any other is of talks. */
export function sessionKindOf(words: string | null): Session['kind'] {
  if (isBreak(words)) return 'break';
  return sessionWords.find(([pattern]) => words !== null && pattern.test(words))?.[1] ?? 'talks';
}
