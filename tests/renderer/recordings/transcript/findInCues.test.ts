import { expect, it } from 'vitest';
import { findInCues, markFound, nearestFound } from '#renderer/recordings/transcript/findInCues.ts';

const cue = (start: number, text: string) => ({ start, end: start + 4, text });
const cues = [cue(0, 'Über die Straße'), cue(5, 'no, nothing'), cue(10, 'the straße again, the STRASSE')];

const marked = (words: string) =>
  findInCues(cues, words).map(({ cue: i, from, to }) => cues[i]?.text.slice(from, to));

it('every place is found, whatever its case and accents, and named as it is written', () => {
  expect(marked('uber')).toEqual(['Über']);
  expect(marked('strasse')).toEqual(['Straße', 'straße', 'STRASSE']);
  expect(marked('no')).toEqual(['no', 'no']);
});

it('words are found as they follow each other, whatever space is between them', () => {
  expect(marked('  the   straße ')).toEqual(['the straße', 'the STRASSE']);
  expect(marked('straße the')).toEqual([]);
});

it('nothing is found for nothing, and signs are signs, not a pattern', () => {
  expect(findInCues(cues, '   ')).toEqual([]);
  expect(findInCues(cues, '.*')).toEqual([]);
});

it('the text of a line is whole again when its marked and other pieces are joined', () => {
  const found = findInCues(cues, 'straße').filter(({ cue: i }) => i === 2);
  const pieces = markFound(cues[2]?.text ?? '', found);
  expect(pieces.map(({ text }) => text).join('')).toBe(cues[2]?.text);
  expect(pieces.filter((piece) => piece.marked)).toHaveLength(2);
});

it('the first step leads to what is said from here on, and to the first place where nothing follows', () => {
  const found = findInCues(cues, 'straße');
  expect(nearestFound(found, cues, 2)).toBe(0);
  expect(nearestFound(found, cues, 6)).toBe(1);
  expect(nearestFound(found, cues, 60)).toBe(0);
});
