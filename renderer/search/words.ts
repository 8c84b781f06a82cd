/** Letters that Unicode does not take apart into a letter and its mark. */
const whole: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** A word as it is compared: `Jülich` and `julich` are one. */
export function fold(word: string): string {
  const plain = word.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  return plain.replace(/[ßæœøłđðþı]/g, (letter) => whole[letter] ?? letter);
}

const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu;

export function wordsOf(text: string): string[] {
  return text.match(WORD) ?? [];
}

export type PlacedWord = { readonly word: string; readonly start: number; readonly end: number };

/** The words of a text with where they stand in it, in UTF-16 units. */
export function placedWords(text: string): readonly PlacedWord[] {
  return [...text.matchAll(WORD)].map(({ 0: word, index }) => ({
    word,
    start: index,
    end: index + word.length,
  }));
}

/** How many letters of a word may be wrong: none of a short one, two of a long one. */
export function allowedTypos(term: string): number {
  if (term.length < 4) return 0;
  return term.length < 8 ? 1 : 2;
}
