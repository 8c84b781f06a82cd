import { expect, test } from 'vitest';
import {
  emptyRow,
  readRows,
  rowsOf,
  rowsOfText,
  textOfRows,
} from '#renderer/recordings/manage/chapterDraft.ts';

const rows = (...written: readonly (readonly [string, string])[]) =>
  written.map(([time, title]) => ({ ...emptyRow(), time, title }));

test('chapters become rows and text and are the same again', () => {
  const chapters = [
    { start: 0, title: 'Welcome' },
    { start: 750, title: 'What we measured: 12:30 sharp' },
    { start: 3723, title: '2 questions' },
  ];
  expect(readRows(rowsOf(chapters), 4000).chapters).toEqual(chapters);
  expect(readRows(rowsOfText(textOfRows(rowsOf(chapters))), 4000).chapters).toEqual(chapters);
});

test('the rows of a table may stand in any order, and empty ones are left out', () => {
  const { chapters, faults } = readRows(rows(['5:00', 'Later'], ['', ''], ['0:10', 'First']), 600);
  expect(chapters?.map(({ title }) => title)).toEqual(['First', 'Later']);
  expect(faults.size).toBe(0);
});

test.each([
  ['no time', 'soon', 'Title', 'no-time'],
  ['a wrong time', '1:75', 'Title', 'wrong-time'],
  ['no title', '1:00', ' ', 'no-title'],
  ['a time after the end', '11:00', 'Title', 'past-end'],
])('a row with %s is named, and nothing is read', (_, time, title, fault) => {
  const written = rows(['0:00', 'Fine'], [time, title]);
  const read = readRows(written, 600);
  expect(read.chapters).toBeNull();
  expect(read.faults).toEqual(new Map([[written[1]?.key, fault]]));
});

test('two chapters at one second are told of the second one', () => {
  const written = rows(['1:00', 'One'], ['1:00', 'Other']);
  expect(readRows(written, 600).faults).toEqual(new Map([[written[1]?.key, 'same']]));
});

test('text that is half right becomes rows without losing a word', () => {
  expect(
    rowsOfText('0:00 Fine\n\nno time here\n[1:00] - In brackets').map(({ time, title }) => [time, title]),
  ).toEqual([
    ['0:00', 'Fine'],
    ['', 'no time here'],
    ['1:00', 'In brackets'],
  ]);
});
