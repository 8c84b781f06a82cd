import { expect, it } from 'vitest';
import { markWords, snippet } from '#renderer/search/snippet.ts';

const shown = (text: string, words: readonly string[], length?: number) =>
  snippet(text, new Set(words), length)
    .map(({ text: piece, marked }) => (marked ? `[${piece}]` : piece))
    .join('');

it('marks every word whose folded form was searched for, and loses no letter', () => {
  const text = 'Jülich, julich; JÜLICH!';
  const pieces = markWords(text, new Set(['julich']));
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  expect(pieces.filter(({ marked }) => marked).map((piece) => piece.text)).toEqual([
    'Jülich',
    'julich',
    'JÜLICH',
  ]);
});

it('is the whole text where that is short', () => {
  expect(shown('A short text', ['short'])).toBe('A [short] text');
});

it('is cut between words around where the most different words stand together', () => {
  const text = `${'left out '.repeat(30)}alpha ${'between these '.repeat(20)}some alpha and beta here ${'and so on '.repeat(30)}`;
  const cut = shown(text, ['alpha', 'beta'], 100);
  expect(cut).toContain('[alpha] and [beta]');
  expect(cut.startsWith('… ')).toBe(true);
  expect(cut.endsWith(' …')).toBe(true);
  expect(cut.length).toBeLessThan(130);
});

it('is the beginning where no word of it is found', () => {
  expect(shown('One two three', [])).toBe('One two three');
});

it('keeps the whole of a word that is longer than the cut', () => {
  const long = 'x'.repeat(300);
  expect(shown(long, [long], 100)).toBe(`[${long}]`);
});
