import { cleanText } from '../source/cleanText.ts';
import { repairText } from '../source/repairText.ts';
import type { Ledger, SourceLine } from './Ledger.ts';

/** A word that was broken at the end of a printed line and joined again with its hyphen and a blank. */
const BROKEN_WORD = /(\p{Ll}{2,30})- (?!(?:and|or|to|und|oder|bzw)\b)(\p{Ll}{2,30})/gu;

/** Words that stand before a hyphen by right, as in "pre- or post-processing" and "well- known". */
const OWN_WORDS =
  /^(?:self|non|pre|post|multi|well|high|low|large|small|long|short|real|open|in|on|off|up|one|two)$/;

const joinBroken = (whole: string, before: string, after: string): string =>
  OWN_WORDS.test(before) ? whole : before + after;

/** Each line with broken characters and broken words mended, and each place told. */
export function mendLines(lines: readonly string[], ledger: Ledger): readonly SourceLine[] {
  return lines.map((raw, index) => {
    const line = index + 1;
    const repaired = repairText(raw);
    const joined = repaired.includes('- ') ? repaired.replace(BROKEN_WORD, joinBroken) : repaired;
    if (joined !== raw) {
      for (const place of placesOf(raw, joined)) ledger.remark('repaired', 'broken-characters', line, place);
    }
    return { line, text: cleanText(joined) };
  });
}

const AROUND = 30;

/** What stood at each mended place, with a little before and after it. */
function placesOf(raw: string, mended: string): readonly string[] {
  const kept = new Set(mended.split(/\s+/));
  const words = raw.split(/\s+/);
  const changed = words.flatMap((word, index) => (kept.has(word) ? [] : [index]));
  const starts = changed.filter((index, at) => index - 1 !== changed[at - 1]);
  if (starts.length === 0) return [raw];
  return starts.slice(0, AROUND).map((index) => words.slice(Math.max(0, index - 1), index + 3).join(' '));
}
