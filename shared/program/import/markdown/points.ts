import { cleanLine } from '../source/cleanText.ts';

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const POINT = /(?:^|[\s:;,])\(?(\d{1,2})\)\s+/g;

/** A point as it stands by itself: no "and" before the next, no comma or semicolon behind it. */
export const cleanPoint = (text: string): string =>
  cleanLine(text)
    .replace(/[\s,;]+(?:and|or)?[\s,;]*$/i, '')
    .replace(/^(?:and|or)\s+/i, '')
    .trim();

/** The end of the sentence that the last point is in. */
const SENTENCE_END = /\.(?:\s+(?=\p{Lu})|$)/u;

/** `1) …; 2) …; and 3) …` inside a sentence; `null` where numbers from one on are not found. */
export function numberedPoints(sentence: string): readonly string[] | null {
  const marks = [...sentence.matchAll(POINT)];
  const first = marks.findIndex(([, number]) => number === '1');
  const run = marks.slice(Math.max(0, first)).filter(([, number], index) => Number(number) === index + 1);
  if (first < 0 || run.length < 2) return null;
  return run.map((mark, index) => {
    const next = run[index + 1];
    const rest = sentence.slice(mark.index + mark[0].length, next?.index);
    const text = next ? rest : (rest.split(SENTENCE_END)[0] ?? '');
    return capitalised(cleanPoint(text.replace(/\.$/, '')));
  });
}

/** Splits at commas and semicolons that stand outside brackets, and at an "and" behind the last of them. */
export function splitOutsideBrackets(text: string, separators: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '(' || char === '[') depth += 1;
    else if (char === ')' || char === ']') depth = Math.max(0, depth - 1);
    else if (depth === 0 && separators.includes(char)) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)].map((part) => part.trim()).filter((part) => part !== '');
}

/** `a, b, and c` as its words. */
export function commaList(text: string): readonly string[] {
  const parts = splitOutsideBrackets(text, ',;');
  const last = parts.at(-1) ?? '';
  const pair = last.split(/\s+and\s+/);
  const tail = parts.length > 1 || pair.length === 2 ? pair : [last];
  return [...parts.slice(0, -1), ...tail].map(cleanPoint).filter((part) => part !== '');
}

const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|vs|Dr|Prof|Mr|Ms|Mrs|St|No|Inc|al|cf|resp)|\b\p{Lu})\.$/u;

/** The sentences of a paragraph in plain text. */
export function sentencesOf(text: string): readonly string[] {
  const found: string[] = [];
  let open = '';
  for (const part of text.split(/(?<=[.!?])\s+/)) {
    open = open === '' ? part : `${open} ${part}`;
    if (ABBREVIATION.test(open) && open.length < 2000) continue;
    found.push(open);
    open = '';
  }
  return open === '' ? found : [...found, open];
}
