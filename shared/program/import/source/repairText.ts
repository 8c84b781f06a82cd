/** What windows-1252 (WHATWG Encoding) shows for the bytes 0x80 to 0x9F; the others are themselves. */
const HIGH =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

const byteOf = new Map<string, number>([
  ...[...HIGH].map((letter, index) => [letter, 0x80 + index] as const),
  ...Array.from({ length: 0x60 }, (_, index) => [String.fromCharCode(0xa0 + index), 0xa0 + index] as const),
]);

/** A byte that goes on a UTF-8 sequence (0x80 to 0xBF), as windows-1252 shows it. */
const NEXT = `[\\u0080-\\u00bf${[...HIGH].filter((letter) => letter > '\u00ff').join('')}]`;

/**
 * UTF-8 that was read as windows-1252. Leads that are letters of everyday words (a German ß before a
 * quotation mark) count only where several such characters follow each other.
 */
const MISREAD = new RegExp(
  [
    `[\u00c2-\u00c5]${NEXT}`,
    `(?:[\u00c6-\u00df]${NEXT}){2,}`,
    `[\u00e2\u00ef]${NEXT}{2}`,
    `(?:[\u00e0-\u00ef]${NEXT}{2}){2,}`,
    `\u00f0${NEXT}{3}`,
  ].join('|'),
  'g',
);

/** A closing quotation mark whose last byte, which windows-1252 does not have, was lost on the way. */
const CUT_QUOTE = /\u00e2\u20ac(?=[\s.,;:!?)]|$)/g;

const decoder = new TextDecoder('utf-8', { fatal: true });

function decodeAgain(run: string): string {
  const bytes = Uint8Array.from([...run].map((letter) => byteOf.get(letter) ?? 0));
  try {
    return decoder.decode(bytes);
  } catch (thrown) {
    if (thrown instanceof TypeError) return run;
    throw thrown;
  }
}

/** Text may have been misread more than once. */
const ROUNDS = 3;

/**
 * Text as it was before its UTF-8 was read as windows-1252 (`â€“` for a dash, `Ã©` for é); the very same
 * text where nothing of that kind is in it.
 */
export function repairText(text: string): string {
  let repaired = text;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = repaired.replace(MISREAD, decodeAgain).replace(CUT_QUOTE, '\u201d');
    if (next === repaired) return repaired;
    repaired = next;
  }
  return repaired;
}
