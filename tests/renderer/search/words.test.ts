import { expect, it } from 'vitest';
import { allowedTypos, fold, placedWords, wordsOf } from '#renderer/search/words.ts';

it.each([
  ['Jülich', 'julich'],
  ['JU\u0308LICH', 'julich'],
  ['Ørsted', 'orsted'],
  ['Łódź', 'lodz'],
  ['Straße', 'strasse'],
  ['ﬁle', 'file'],
])('folds %s to %s', (word, folded) => {
  expect(fold(word)).toBe(folded);
});

it('takes letters with their marks and digits as words, and nothing else', () => {
  expect(wordsOf("MLHPCS'20: C++ & <b>ﬁne</b>, na\u0308chste")).toEqual([
    'MLHPCS',
    '20',
    'C',
    'b',
    'ﬁne',
    'b',
    'na\u0308chste',
  ]);
});

it('says where each word stands', () => {
  const text = 'one  two';
  expect(placedWords(text).map(({ word, start, end }) => [word, text.slice(start, end)])).toEqual([
    ['one', 'one'],
    ['two', 'two'],
  ]);
});

it('allows more typing errors in longer words', () => {
  expect(['abc', 'abcd', 'abcdefg', 'abcdefgh'].map(allowedTypos)).toEqual([0, 1, 1, 2]);
});
