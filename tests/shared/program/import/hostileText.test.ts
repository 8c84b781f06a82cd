import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RefusedError } from '#shared/contracts/refusals.ts';
import type { ProgramDraft, SourceFile } from '#shared/program/import/draft.ts';
import { readImport } from '#shared/program/import/readImport.ts';
import { checkDraft, reasonsOf } from './support/checkDraft.ts';
import { changedFixtures } from './support/mutate.ts';

const formats = Object.entries(changedFixtures);

function readOrRefused(files: readonly SourceFile[]): ProgramDraft | null {
  try {
    return checkDraft(readImport(files));
  } catch (thrown) {
    if (thrown instanceof RefusedError) return null;
    throw thrown;
  }
}

const MARKUP = /<\/?script|<img|<svg|<iframe|onerror\s*=/i;

const attacks = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<IMG SRC="x" ONERROR="alert(1)">',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&amp;lt;img src=x onerror=alert(1)&amp;gt;',
  '<svg onload=alert(1)><script>alert(1)</script></svg>',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)',
];

describe('HTML and scripts in the texts of a source', () => {
  it.each(formats)('never survive as markup in any text of %s', (_name, change) => {
    for (const attack of attacks) {
      const draft = readOrRefused(change((text) => `${text}${attack}`));
      expect(JSON.stringify(draft)).not.toMatch(MARKUP);
      const whole = readOrRefused(change(() => attack));
      expect(JSON.stringify(whole)).not.toMatch(MARKUP);
    }
  });

  it.each(formats)('never survive in one text of %s while the others are as they were', (_name, change) => {
    fc.assert(
      fc.property(fc.nat({ max: 80 }), fc.constantFrom(...attacks), fc.boolean(), (at, attack, before) => {
        const draft = readOrRefused(
          change((text, index) => (index !== at ? text : before ? `${attack}${text}` : `${text}${attack}`)),
        );
        expect(JSON.stringify(draft)).not.toMatch(MARKUP);
      }),
      { numRuns: 150 },
    );
  });

  it.each(formats)('a link of Markdown in %s never runs a script', (_name, change) => {
    const draft = readOrRefused(change((text) => `${text} [x](javascript:alert(1))`));
    for (const { data } of draft?.rows ?? []) {
      for (const name of ['abstract', 'bio', 'description', 'about']) {
        expect(String(Reflect.get(data, name))).not.toMatch(/javascript:/i);
      }
    }
  });

  it.each(formats)('are said to have been taken out of %s, and its rows stay', (_name, change) => {
    const clean = readImport(change((text) => text));
    const draft = readImport(
      change((text) => (/^[A-Z].*[a-z]{3} /.test(text) ? `${text}<script>alert(1)</script>` : text)),
    );
    expect(reasonsOf(draft)).toContain('html-removed');
    expect(draft.rows).toHaveLength(clean.rows.length);
  });

  it.each(formats)('broken characters in %s are repaired and said', (_name, change) => {
    const draft = checkDraft(
      readImport(change((text) => (/^[A-Z].*[a-z]{3} /.test(text) ? `${text} 2018 â€“ 2019` : text))),
    );
    expect(reasonsOf(draft)).toContain('broken-characters');
    expect(JSON.stringify(draft.rows)).toContain('2018 – 2019');
    expect(JSON.stringify(draft.rows)).not.toContain('â€');
  });

  it.each(formats)('a text of %s that is far too long is cut, and said', (_name, change) => {
    const draft = checkDraft(
      readImport(
        change((text) => (/^[A-Z].*[a-z]{3} /.test(text) ? `${text} ${'and more '.repeat(50_000)}` : text)),
      ),
    );
    expect(reasonsOf(draft)).toContain('too-long');
    expect(JSON.stringify(draft).length).toBeLessThan(3_000_000);
  });
});

it('a text full of openings of tags is read in time that grows with its length alone', () => {
  const [, change] = formats[0] ?? [];
  const hard = ['<', '<!--', '<a href="', '&', '![', '[x](javascript:', '<a b=', 'â€', '<div'].map((piece) =>
    piece.repeat(60_000),
  );
  for (const text of hard) {
    expect(readOrRefused(change?.((_, index) => (index === 2 ? text : 'a')) ?? [])).not.toBeNull();
  }
});
