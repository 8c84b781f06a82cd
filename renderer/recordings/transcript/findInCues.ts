import type { Cue } from '#shared/recordings/recording.ts';
import type { Piece } from '../../search/snippet.ts';
import { fold } from '../../search/words.ts';

/** A place in the transcript; `from` and `to` count UTF-16 units of the cue's text. */
export type Found = { readonly cue: number; readonly from: number; readonly to: number };

/** The text as it is compared, with where each of its units came from. */
function folded(text: string): { readonly plain: string; readonly from: readonly number[] } {
  let plain = '';
  const from: number[] = [];
  let at = 0;
  for (const letter of text) {
    const one = fold(letter);
    plain += one;
    for (let i = 0; i < one.length; i += 1) from.push(at);
    at += letter.length;
  }
  from.push(at);
  return { plain, from };
}

/** Every place where the words stand, one after another as typed; case and accents do not matter. */
export function findInCues(cues: readonly Cue[], words: string): readonly Found[] {
  const wanted = fold(words.trim()).replace(/\s+/g, ' ');
  if (wanted === '') return [];
  return cues.flatMap(({ text }, cue) => {
    const { plain, from } = folded(text.replace(/\s/g, ' '));
    const found: Found[] = [];
    for (let at = plain.indexOf(wanted); at >= 0; at = plain.indexOf(wanted, at + wanted.length)) {
      const to = from[at + wanted.length] ?? text.length;
      found.push({ cue, from: from[at] ?? 0, to });
    }
    return found;
  });
}

/** The text of a cue with its found places marked. `found` are those of this cue, in order. */
export function markFound(text: string, found: readonly Found[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to } of found) {
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false });
    pieces.push({ text: text.slice(from, to), marked: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false });
  return pieces;
}

/** The first place at or after a second, as an index; the first of all where none follows. */
export function nearestFound(found: readonly Found[], cues: readonly Cue[], second: number): number {
  const at = found.findIndex(({ cue }) => (cues[cue]?.end ?? 0) > second);
  return Math.max(0, at);
}
