import { fold, type PlacedWord, placedWords } from './words.ts';

/** A piece of a text; what is marked is what was searched for. It is shown as text, never as markup. */
export type Piece = { readonly text: string; readonly marked: boolean };

/** The text with every word marked whose folded form is among the terms. */
export function markWords(text: string, terms: ReadonlySet<string>): readonly Piece[] {
  return pieces(text, 0, text.length, hits(text, terms));
}

const BEFORE = 48;

/**
 * The part of a text around the first place where the most different terms stand close together, at most
 * about `length` characters, cut between words and with `…` where something is left out.
 */
export function snippet(text: string, terms: ReadonlySet<string>, length = 170): readonly Piece[] {
  const found = hits(text, terms);
  const at = bestPlace(found, length);
  const start = wordBoundary(text, Math.max(0, (found[at]?.start ?? 0) - BEFORE), 1);
  const cut = wordBoundary(text, Math.min(text.length, start + length), -1);
  const end = Math.max(cut, found[at]?.end ?? 0);
  const shown = pieces(text, start, end, found);
  return [
    ...(start > 0 ? [{ text: '… ', marked: false }] : []),
    ...shown,
    ...(end < text.length ? [{ text: ' …', marked: false }] : []),
  ];
}

function hits(text: string, terms: ReadonlySet<string>): readonly PlacedWord[] {
  return placedWords(text).filter(({ word }) => terms.has(fold(word)));
}

function bestPlace(found: readonly PlacedWord[], length: number): number {
  let best = 0;
  let most = 0;
  for (const [i, first] of found.entries()) {
    const near = found.slice(i, i + 12).filter(({ end }) => end - first.start <= length - BEFORE);
    const different = new Set(near.map(({ word }) => fold(word))).size;
    if (different > most) {
      most = different;
      best = i;
    }
  }
  return best;
}

/** The nearest start (`step` 1: forwards) or end (-1: backwards) of a word; the place itself where no space is near. */
function wordBoundary(text: string, at: number, step: 1 | -1): number {
  if (at <= 0 || at >= text.length) return at;
  for (let i = at; Math.abs(i - at) < 24 && i > 0 && i < text.length; i += step) {
    if (/\s/.test(text.charAt(i))) return step === 1 ? i + 1 : i;
  }
  return at;
}

function pieces(text: string, start: number, end: number, found: readonly PlacedWord[]): readonly Piece[] {
  const made: Piece[] = [];
  let from = start;
  for (const hit of found) {
    if (hit.start < from || hit.end > end) continue;
    if (hit.start > from) made.push({ text: text.slice(from, hit.start), marked: false });
    made.push({ text: text.slice(hit.start, hit.end), marked: true });
    from = hit.end;
  }
  if (from < end) made.push({ text: text.slice(from, end), marked: false });
  return made;
}
