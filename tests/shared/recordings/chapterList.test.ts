import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chapterListText, parseChapterList, proposeChapters } from '#shared/recordings/chapterList.ts';

describe('a list of chapters', () => {
  test('is read as people write it: hours or none, brackets, dashes, bullets, empty lines', () => {
    const text = '\uFEFF0:00 Start\r\n\n[2:30] - The gap\n* 1:02:03.5: Late\n1:10:00\tTabs – and dashes';
    expect(parseChapterList(text)).toEqual({
      faults: [],
      chapters: [
        { start: 0, title: 'Start' },
        { start: 150, title: 'The gap' },
        { start: 3723.5, title: 'Late' },
        { start: 4200, title: 'Tabs – and dashes' },
      ],
    });
  });

  test('names what is wrong on which line, and reads the others', () => {
    const text = 'Start\n0:10 One\n0:75 Two\n0:20\n0:05 Back\n9:00 Past\n0:10 Same\n1:2:3:4 Four\n1:00 Good';
    const { chapters, faults } = parseChapterList(text, 120);
    expect(chapters).toEqual([
      { start: 10, title: 'One' },
      { start: 60, title: 'Good' },
    ]);
    expect(faults.map(({ line, fault }) => [line, fault])).toEqual([
      [1, 'no-time'],
      [3, 'wrong-time'],
      [4, 'no-title'],
      [5, 'not-after'],
      [6, 'past-end'],
      [7, 'not-after'],
      [8, 'wrong-time'],
    ]);
  });

  test('is read back as it was written', () => {
    const starts = fc.uniqueArray(fc.integer({ min: 0, max: 40_000_000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(starts, (list) => {
        const chapters = list
          .toSorted((a, b) => a - b)
          .map((ms, n) => ({ start: ms / 1000, title: `Part ${n}` }));
        expect(parseChapterList(chapterListText(chapters))).toEqual({ chapters, faults: [] });
      }),
    );
  });
});

describe('chapters proposed from captions', () => {
  const cue = (start: number, end: number, text: string) => ({ start, end, text });

  test('begin after the longest pauses, are apart, and are named by what is said first', () => {
    const cues = [
      cue(1, 40, 'Welcome. This is the start.'),
      cue(41, 42, 'A short pause before this.'),
      cue(45, 80, 'Now to something else, at last'),
      cue(82, 84, 'Too near to the other one.'),
      cue(84.2, 120, 'And on.'),
      cue(125, 180, 'One sentence that goes on for much longer than any title of a chapter ever should be'),
    ];
    expect(proposeChapters(cues, { shortest: 20 })).toEqual([
      { start: 0, title: 'Welcome' },
      { start: 45, title: 'Now to something else, at last' },
      { start: 82, title: 'Too near to the other one' },
      { start: 125, title: 'One sentence that goes on for much longer than any title of…' },
    ]);
    expect(proposeChapters(cues, { shortest: 40 }).map(({ start }) => start)).toEqual([0, 45, 125]);
  });

  test('are none without captions, and one where nobody ever pauses', () => {
    expect(proposeChapters([])).toEqual([]);
    expect(proposeChapters([cue(0, 5, 'On'), cue(5, 90, 'and on')])).toEqual([{ start: 0, title: 'On' }]);
  });
});
