import { expect, it } from 'vitest';
import { cleanLine, cleanText, cutText } from '#shared/program/import/source/cleanText.ts';
import { repairText } from '#shared/program/import/source/repairText.ts';

it.each([
  ['2018 â€“ 2019', '2018 – 2019'],
  ['itâ€™s', 'it’s'],
  ['â€œQuotedâ€\u009d', '“Quoted”'],
  ['â€œQuotedâ€ again', '“Quoted” again'],
  ['caf\u00c3\u00a9', 'café'],
  ['Å\u00a0koda', 'Škoda'],
  ['ðŸ˜€', '😀'],
  ['Ð¼Ð¸Ñ€', 'мир'],
])('%j, decoded twice, is %j', (broken, whole) => {
  expect(repairText(broken)).toBe(whole);
});

it('text that was decoded three times is repaired as well', () => {
  expect(repairText('2018 \u00c3\u00a2\u00e2\u201a\u00ac\u00e2\u20ac\u0153 2019')).toBe('2018 – 2019');
});

it.each(['„Spaß“ im Café', 'ÃO', 'naïve façade', '5 €', 'Ångström', 'São “Paulo”', '日本', 'santé…”'])(
  '%j is right already',
  (text) => {
    expect(repairText(text)).toBe(text);
  },
);

it('controls, halves of letters and marks that turn the direction are taken out', () => {
  expect(cleanText('\ufeffa\u0000b\u202ec\r\nd\ud800')).toBe('abc\nd\ufffd');
  expect(cleanLine('  a\n\t b ')).toBe('a b');
});

it('a cut text never ends in half a letter', () => {
  expect(cutText('ab😀cd', 4)).toBe('ab…');
  expect(cutText('abcd', 4)).toBe('abcd');
});
