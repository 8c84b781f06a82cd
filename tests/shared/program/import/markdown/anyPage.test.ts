import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RefusedError } from '#shared/contracts/refusals.ts';
import { importNoteReasons } from '#shared/program/import/draft.ts';
import { HAS_WORDS } from '#shared/program/import/markdown/Ledger.ts';
import { readWholePage, type WholePage } from '#shared/program/import/markdown/readPage.ts';
import { expectSound, fixtures, pageOf, readFixture } from './pageFacts.ts';

const lines = readdirSync(fixtures).flatMap((name) =>
  new TextDecoder().decode(readFixture(name).bytes).split('\n'),
);
const pieces = [
  ...[
    '<script>',
    '</script>',
    '<b>',
    '<img src=x>',
    '&lt;script&gt;',
    '<!--',
    '-->',
    '```',
    '~~~',
    '# ',
    '## ',
    '- ',
  ],
  ...[
    '1. ',
    '> ',
    '**',
    '__',
    '[',
    '](',
    ')',
    '`',
    '\\',
    '|',
    '---',
    '===',
    '\t',
    '    ',
    '\u00e2\u20ac\u2122',
    '\u0000x',
    '\ud800',
  ],
  ...[
    'Authors: ',
    'Kind: talks',
    'Time: 2030-01-02, 25:99',
    'Speakers: ',
    '(',
    ';',
    ', and ',
    '1) ',
    ' at ',
    'Aug 32, 2022',
  ],
];
const line = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...lines) },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((some) => some.join('')),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);
const page = fc
  .tuple(fc.array(line, { maxLength: 40 }), fc.constantFrom('\n', '\n\n', '\r\n'))
  .map(([some, end]) => some.join(end));

function readAny(text: string): WholePage | null {
  try {
    return readWholePage(pageOf(text));
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(RefusedError);
    return null;
  }
}

describe('any page at all', () => {
  it('is read or refused by name; its rows fit the model, hold no script, and no line is lost', () => {
    fc.assert(
      fc.property(page, (text) => {
        const read = readAny(text);
        if (!read) return;
        expectSound(read.draft);
        expect(JSON.stringify(read.draft.rows)).not.toMatch(/<script/i);
        const all = text.split(/\r\n?|\n/);
        for (const { where, reason, text: shown } of read.draft.notes) {
          expect('line' in where && where.line >= 1 && where.line <= all.length).toBe(true);
          expect(importNoteReasons).toContain(reason);
          expect(shown.length).toBeLessThanOrEqual(200);
        }
        all.forEach((one, at) => {
          const isHeld = read.ledger.used.has(at + 1) || read.ledger.told.has(at + 1);
          if (!isHeld) expect(HAS_WORDS.test(one)).toBe(false);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('of a talk whose lines are nothing but marks has no empty point', () => {
    const read = readAny('### Panel: Who pays for oil?\n* Nylon\n, and \n?');
    expect(read).not.toBeNull();
    if (read) expectSound(read.draft);
  });

  it('is the same draft each time', () => {
    fc.assert(
      fc.property(page, (text) => {
        expect(readAny(text)?.draft).toEqual(readAny(text)?.draft);
      }),
      { numRuns: 50 },
    );
  });

  it('of any bytes is read or refused by name', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        try {
          readWholePage({ name: 'any.md', bytes });
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(RefusedError);
        }
      }),
    );
  });
});

/** What makes a careless reader slow or deep, over and over. */
const repeats = [
  ...[
    '[',
    '![',
    '[a](',
    '<',
    '<a ',
    '<!-- ',
    '> ',
    '>',
    '- - ',
    '*a ',
    '**',
    '_a_',
    '`',
    '\\',
    '&',
    'a at ',
    'a@',
    'a.',
  ],
  ...[
    'A B, ',
    'A B (C), ',
    '1) a ',
    'Nov 1 - ',
    ' by ',
    ': ',
    '```\n',
    '~~~~x\n',
    '# a\n',
    'a\n===\n',
    '| a | b |\n',
    '|-|-|\n',
  ],
  ...[
    '<li>a',
    '<script>',
    '  - a\n    - b\n',
    '- Talk: A\n',
    'Authors: ',
    '**Dates**\n\n',
    '~~',
    '\u00e2\u20ac\u2122',
    'al- ',
  ],
];

describe('a large page', () => {
  it('of 5 MB is read to its end', () => {
    const words = `${lines.join('\n')}\n\n`;
    const text = words.repeat(Math.ceil((5 * 1024 * 1024) / words.length));
    const read = readAny(text);
    expect(read?.draft.rows.length).toBeGreaterThan(100);
  }, 120_000);

  it.each(repeats)('that repeats %j is read to its end: no pattern and no nesting hangs', (piece) => {
    const read = readAny(`# Sample\n\n${piece.repeat(Math.ceil(250_000 / piece.length))}`);
    expect(read?.draft.rows[0]?.kind).toBe('workshop');
  });
});
